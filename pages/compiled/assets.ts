// Made by `npm run styles`. Do not edit.
export const ASSETS = {"styles":"/assets/0967ced9dffd.css","script":"/assets/fccde2057204.js","door":"/assets/ac43cb87d5d1.js","pictures":"/assets/a7bc5ff9c108.js","passkey":"/assets/572a420881be.js","fonts":["/assets/8792619becd8.woff2","/assets/83f67df68dac.woff2"]} as const
