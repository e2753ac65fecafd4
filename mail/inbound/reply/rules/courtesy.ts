/** What is said beside an answer, and a yes or a no alone. Patterns are held against plain text (words.ts); words in angle brackets stand there. */
import { type Rule, rule } from '../rule.ts'

export const COURTESY: readonly Rule[] = [
  rule(
    'praise',
    'nothing',
    'They like it',
    /^(?:i|we) (?:(?:fully|really|very much|truly|certainly|do|am|are|will) )*(?:support|supporting|supportive|applaud|admire|appreciate|love|like|value|respect|commend|cheering|rooting)\b(?! to\b)/,
    "I fully support what you're doing",
  ),
  rule(
    'follow',
    'nothing',
    'They want to hear more',
    /^(?:please |do |please do )?keep (?:me|us|invitee) (?:on|in)\b.*$|^(?:i |we )?(?:would )?(?:love|like) to (?:hear|see how|learn|know|stay|be kept|support|help|catch up)\b.*$|^(?:please )?(?:keep (?:me|us) (?:posted|informed|in the loop|in mind|updated)|let (?:me|us) know how)\b.*$/,
    'Please keep me posted',
  ),
  rule(
    'got-it',
    'receipt',
    'A yes to the letter, not to the meeting',
    /^(?:yes )?(?:i |we )?(?:have )?(?:got|received|saw|read) (?:it|your|the|this)\b.*$|^(?:got it|received|will do|roger|copy that|understood)$/,
    'Yes, I got it',
  ),
  rule(
    'bare-yes',
    'bare yes',
    'A lone yes',
    /^(?:(?:(?:yes|yep|yup|yeah|yea|y|heck yes|heck yeah|hell yes|hell yeah|oh yes|yes indeed|yessir|yes siree|totally|(?:100|1000) yes|100|by all means|without a doubt|no doubt|in|all in|fer sure|happy to|absolutely|definitely|of course|certainly|sure|indeed|gladly|affirmative|most (?:definitely|certainly)) ?){1,3}(?:thing|sir|ma ?am|please|indeed)?|with (?:great )?pleasure|my pleasure|you bet|you got it|for sure|can do|roger that|count on it|sure why not|why not|bet|deal|let us do it|wouldn't miss it|ten four|10-4|(?:yes )?by all means|with bells on|obviously|naturally)$/,
    'Yes',
  ),
  rule(
    'bare-no',
    'bare no',
    'A lone no',
    /^(?:no|nope|n|nah|nay|negative|not (?:this (?:time|one|year)|happening|a chance|for (?:me|us))|no (?:chance|dice)|thanks but no(?: thanks?)?|thanks? but no thank you|say thanks but no thanks|hard no|pass|no thanks?(?: you)?|no gracias|no sorry|no sir|(?:(?:i|we) (?:am|are) )?afraid not|(?:unfortunately|sadly|regretfully|regrettably) (?:not|no)|no (?:unfortunately|sadly|regretfully))$/,
    'No, thanks',
  ),
  rule(
    'think-not',
    'sorrow',
    'A no before the no',
    /^(?:i|we) do not think so$|^no creo(?: que)? (?:poder|pueda|podamos|alcance|vaya)(?: \w+)?$/,
    'I do not think so',
  ),
  rule(
    'sorrow',
    'sorrow',
    'What is said before a no',
    /^(?:(?:what a |it is a )?(?:shame|pity|bummer)|too bad|darn|alas|unfortunately|regretfully|regrettably|sadly|sorry|so sorry|(?:i|we) (?:am|are) (?:so |very )?sorry|my apologies|with (?:regrets?|apologies)|(?:i|we) (?:am|are) (?:very |so )?sorry to say|sorry to say|(?:i|we) (?:am|are) afraid|lamentablemente|desafortunadamente|desgraciadamente|que (?:pena|lastima)|lo siento(?: mucho)?|por desgracia|una disculpa|lo lamento)$/,
    'Unfortunately',
  ),
  rule(
    'courtesy',
    'nothing',
    'A courtesy',
    /^👍+$|^(?:no|sin) (?:dietary|food|allerg\w*|special|alergias?|restricciones)(?: \w+){0,3}$|^(?:just |only )?(?:one person|me|myself|a party of one|party of one)$|^(?:vegetarian|vegan|gluten free|(?:dairy|nut|peanut|shellfish) allergy|kosher|halal)$|^(?:sir|maam|ma am|boss|buddy|my friend|friend|amigos?|compadre|jefe|señora?|no offense(?: meant)?|sorry in advance|all the same|thanks all the same|and then some)$|^(?:invitee |he |she )?(?:has )?asked me to (?:say|send|convey|express) (?:his |her |their )?thanks?\b|^(?:many |much |very )?(?:thanks?|thank you|thx|great|good (?!if)|perfect|wonderful|excellent|fantastic|awesome|nice|sounds (?:good|great|wonderful|like)|ok(?:ay)?|noted|interesting|best|regards|cheers|sorry (?:for|about|to hear)|apologies|congratulations|congrats|hi|hello|hey|dear|good (?:morning|afternoon|evening)|happy (?:birthday|new year|holidays)|respectfully|sincerely|warmly|rsvp|(?:sends?|with|give|sending) (?:my|our|his|her|their) (?:very )?(?:best|warm\w*|kind|congratulations|regards|thanks|gratitude))\b|^(?:it is about time|what a|(?:i|we) (?:really |do |truly |very much |greatly )?appreciate|(?:i|we) had|(?:i|we) (?:(?:do|sincerely|truly|really) )?(?:wish|hope) (?:you|it|the)|hope (?:it|the|you)|wish(?:ing)? you|all the best|best of luck|good luck|moved a few|my other meeting|(?:i|we) have (?:blocked|saved|reserved|marked|cleared))\b/,
    'Thank you for the invitation',
  ),
]
