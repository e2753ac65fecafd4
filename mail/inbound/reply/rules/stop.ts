/** Who wants no more letters. Patterns are held against plain text (words.ts); words in angle brackets stand there. */
import { type Rule, rule } from '../rule.ts'

export const STOP: readonly Rule[] = [
  rule(
    'keep-on-list',
    'doubt',
    'They speak of the list, but do not ask to leave it',
    /\b(?:not|never) (?:stop|quit)\b|\b(?:not|never) (?:want to |wish to |ask to |asked to )?(?:be )?(?:unsubscrib|remov|delet|take (?:me|us)|opt(?:ed)? out|drop)|\b(?:unsubscrib\w*|remov\w*|delet\w*) (?:.* )?(?:by mistake|waitlist|wait list|waiting list|meeting|event|invite|attendees?|thread|calendar|speakers?|agenda|panel|cc)\b/,
    'Please do not unsubscribe me',
  ),
  rule(
    'opt-out-list',
    'opt-out',
    'They want no more emails',
    /\bunsubscribe(?! (?:\w+ )?(?:link|button|page))\b|\b(?:remove|delete|take|drop) (?:me|us|my (?:e-?mail|address|name)[a-z ]*|our (?:e-?mail|address|name|company)[a-z ]*)(?: off| from)? (?:of )?(?:(?:your|this|the|all|any|future) )*(?:(?:mailing|e-?mail|mail|distribution|contact|sector|outreach) )*(?:lists?|distribution|e-?mails|mailings?|records|database|system|communications|files)\b|\b(?:remove (?:me|us)|take (?:me|us) off)(?: please| thanks?(?: you)?| immediately| now)?$/,
    'Please take me off your list',
  ),
  rule(
    'opt-out-stop',
    'opt-out',
    'They want no more emails',
    /^(?:please |kindly )?(?:stop|cease|quit)(?:$| (?:e-?mailing|sending|contacting|writing))|\b(?:do not|never) (?:e-?mail|contact|write(?: to)?|mail|send) (?:me|us|our office|this office|this address)(?: (?:(?:these|this|any more|any|more|such|your|further) )*(?:e-?mails|letters|messages|mailings|stuff|things))?(?: (?:again|any ?more|any longer|further|ever|please|ever again|about (?:this|it)|going forward|from now on|thank you|thanks))*$|\b(?:not|no longer) (?:want|wish|care|like) to (?:receive|get|hear)\b|\b(?:want|wish|like|ask|asking) to be (?:removed|taken off|deleted|unsubscribed)\b|\bno more (?:e-?mails|letters|messages)\b|^(?:please )?opt(?: me| us)? out$|\bnot interested in (?:this|these|your \w+) or any (?:future|other)\b|\bdelete (?:my|our|this) (?:e-?mail|address|contact|info\w*)\b|\btake (?:me|us|my|our|invitee) (?:\w+ ){0,3}off (?:\w+ ){0,3}list\b|\bremoved? (?:me|us|invitee|(?:my|our|this|these) (?:name|names|e-?mail|address|addresses|e-?mails|office|company|firm|inbox)) (?:\w+ ){0,2}?(?:from|off) (?:\w+ ){0,3}(?:lists?|distribution|database|mailings?|e-?mails|records)\b|\bour office be removed\b|\b(?:not|dont) send (?:me|us) (?:any ?more|more)\b|\bdiscontinue (?:\w+ ){0,2}(?:correspondence|e-?mails|contact|mailings?|messages)\b|\bprefer to receive none\b|^(?:please )?leave (?:me|us) alone\b|^no more of (?:these|this)\b|^get (?:me|us) off (?:this|your|the)\b|\b(?:scrub|strike) (?:me|us|my \w+|our \w+) (?:from|off)\b|\btake my (?:address|name|e-?mail) off\b|\b(?:quit|stop) filling\b|\b(?:quit|stop) (?:sending|writing|e-?mailing|mailing|contacting)\b|\benough with the (?:e-?mails|letters|mailings)\b|^off the list$|\b(?:do|does) not want (?:any (?:more )?)?(?:invitations|e-?mails|newsletters|mailings|letters|them|these)\b|\b(?:cross|knock) (?:me|us|my name|our name) off (?:\w+ ){0,2}list\b|\bno more of these\b|\b(?:dropped|removed|taken off|deleted|struck) from your (?:mailings?|lists?|mailing list|e-?mails)\b|\bremove (?:me|us)$|\b(?:not|never) want (?:any )?more (?:e-?mails?|mail|of these)\b|\b(?:remove|delete|drop|take) (?:invitee|this (?:e-?mail|address)|(?:his|her) (?:name|address)) (?:from|off)(?: of)? (?:\w+ ){0,3}(?:lists?|mailings?|e-?mails|records|database|distribution)\b|^lose (?:my|this|our) (?:number|address|e-?mail)\b/,
    'Stop emailing me',
  ),
  rule(
    'complaint',
    'nothing',
    'They never asked for emails',
    /^(?:i|we) (?:did not|never) (?:sign(?:ed)? up|subscribed?|ask(?:ed)?|request(?:ed)?)\b.*$/,
    'I did not sign up for this',
  ),
]
