/** Who may come, or will say later. Patterns are held against plain text (words.ts); words in angle brackets stand there. */
import { type Rule, rule } from '../rule.ts'

export const MAYBE: readonly Rule[] = [
  rule(
    'cleared',
    'nothing',
    'What stood in the way is gone',
    /^(?:it|that|this|the conflict|the meeting|(?:my|our|his|her|their|invitee|the) (?:\w+ ){1,2}?) ?(?:got|was|has been|is) (?:just )?(?:cancell?ed|resolved|cleared|moved|off|postponed|pushed)$/,
    'It got cancelled',
  ),
  rule(
    'think',
    'doubt',
    'They have not decided',
    /\bthink about it\b|\b(?:i|we) should talk\b|\byes and no\b|\bnot want to say\b|\bnot that (?:i|we)\b|\bnot say\b|\band i am a (?:yes|no)\b/,
    'Yes and no',
  ),
  rule(
    'undecided',
    'undecided',
    'They will see, and say later',
    /^(?:please )?(?:ask|check (?:back )?with|try|ping|call|remind) (?:me|us) (?:again|back|closer|the week|a week|next week|in a|nearer|later)\b|^(?:i|we) (?:will|should|would|might) (?:know|hear|find out|be able to (?:say|tell|confirm))\b|^(?:i|we) (?:will |can )?(?:confirm|tell you|let you know|know)\b.*\b(?:week|day|monday|tuesday|wednesday|thursday|friday|closer|before|when|once|as soon as)\b|^(?:i |we )?(?:will |should |would |can )?(?:get back|let you know|know (?:more|better|by|next|for (?:sure|certain))|confirm (?:mon|tues|wednes|thurs|fri)day|circle back|follow up|respond|reply|answer|confirm) (?:to you|with you|you|(?:more |better )?(?:by|on|next|in|soon|later|tonight|tomorrow|when|once|after)|later|shortly|asap|as soon)\b|^let me (?:check|get back|see|look|think|ask|talk|run|find out|sleep)\b|^(?:i|we)(?: will)? (?:need|have|will have|want) to (?:check|see|look|ask|think|run (?:it|this)|talk|discuss|sleep on)\b|^(?:i |we )?do not know(?: yet)?$|\bstill (?:figuring|working out)\b|\bthink about it\b|^(?:i|we) will (?:check|see|holler|ask|discuss|think|let you know|bring (?:it|this)|pass (?:it|this))\b|^will (?:advise|update|confirm|check|see|let you know)\b|\bwill be reviewed\b|^checking\b/,
    "I'll get back to you",
  ),
  rule(
    'maybe',
    'tentative',
    'They may come',
    /^(?:there is )?(?:an? )?(?:outside|slim|decent|good|fair|real|small) (?:chance|shot)\b(?! (?:at|to (?:see|meet|learn)))|^(?:i |we )?(?:will )?(?:call|make|say) (?:it|that) (?:a )?(?:fifty fifty|50 50|maybe|possible|probable|toss-?up)\b|^(?:(?:i |we )?(?:will|would) say |i am |we are |about |maybe )?[3-8][05] ?(?:%|percent)(?: (?:sure|chance|likely|certain|yes))?$|^(?:i|we) (?:am|are) [3-8][05] ?(?:%|percent)?$|^(?:jury is still out|it could go either way|could go either way|even odds|we shall see)\b|^(?:maybe|perhaps|possibly|tentative(?:ly)?|probably)\b(?! (?:for )?(?:the |some )?(?:next|another|other|future|later|we (?:could|can|should)|you|someone|somebody|not\b))|\btentativ|(?:^|\b(?:i|we) )(?:might|may) (?:not )?(?:be (?:able|there)|attend|come|join|make it|go|participate)\b|\b(?:as a|a) maybe\b|^(?:(?:i|we) (?:am|are) )?not (?:sure|certain)(?: yet)?(?=$| (?:if|whether) (?!(?:my|our|the|his|her|anyone|you|there|\w+ (?:from|in))\b)| (?:i (?:can|will)|we (?:can|will)|yet|at|right now|about (?:it|this|the date|that day)))|^(?:i|we) (?:might|may)$|\bfifty.?fifty\b|\b(?:[4-8]0\/[2-6]0|60 40)\b|\btoo early to say\b|\bcannot (?:say|commit|tell|confirm)(?: to (?:it|this))? (?:yet|right now|at this (?:time|point))|\bdefinite maybe\b|^(?:a )?(?:soft|strong|solid|firm) maybe\b|\bmaybe (?:is|from|for) (?:the|me|us)\b|^(?:please |you can )?pencil(?:l?ed)? (?:me |us |it )?in\b|^(?:please |you can )?(?:put|mark|list|treat|consider|call|count) (?:me|us|him|her|it|that|invitee) (?:down )?(?:in pencil|as (?:a |an )?(?:possible|undecided|tentative|maybe|unconfirmed|provisional)|(?:a )?(?:maybe|tentative|undecided|possible))\b|^(?:i am |we are )?pencil(?:l?ed)? in\b|^put a maybe\b|\bleaning (?:yes|toward\w*|no)\b|^(?:i |we )?(?:am |are )?(?:still )?(?:undecided|on the fence|up in the air|a toss ?up)\b|^(?:it is |that is )?(?:still )?up in the air\b|^no (?:promises|guarantees?)\b|\bcannot (?:promise|guarantee)\b(?! anything)|\bcannot (?:give|make) (?:you )?(?:a )?(?:firm|definite|final) (?:answer|commitment|yes)|^(?:it|this|that) is not (?:yet )?confirmed|^(?:we |i )?(?:will |shall )?(?:have to )?(?:wait and )?see(?: if i can)?$|\bplay(?:ing)? it by ear\b|^(?:it is |that is )?(?:too (?:soon|early)|hard) to (?:say|tell|know)\b|^(?:it is )?(?:iffy|touch and go|a toss ?up|a crapshoot)\b|^(?:there is )?(?:an? )?(?:outside|slim|decent|good|fair|fifty fifty|50 50) chance\b|\bmore likely than not\b|\bsoft (?:yes|maybe)\b|\bcall it a (?:\w+ )?maybe\b|\b(?:as |me )?a question mark\b|^(?:i am )?inclined to\b|^hard to commit\b|^on standby\b|^(?:i |we )?(?:will|do) not know (?:until|till|for sure)\b|^(?:i |we )?cannot (?:say|tell) (?:for sure|for certain|either way|yet)\b|^(?:i |we )?(?:have )?(?:placed|put|made) (?:it |this )?(?:a )?(?:soft |tentative )?(?:hold|placeholder) on\b|^50-50\b|^(?:it is )?a? ?possible(?:s)?$|^do not hold me to it\b|^(?:very )?likely$|^prob(?:ably)? (?:yes|no)?\b|^(?:provisional|provisionally|tentative)\b|^soft (?:hold|yes)\b|^(?:a )?tentative (?:yes|accept\w*)\b|^(?:i|we) (?:intend|plan) to (?:come|attend|be there|join) (?:provided|if|unless|but)\b|^unclear (?:at|right|for)\b|^(?:the )?intention is there\b|^50 50\b|^(?:it is |about |call it )?(?:a )?coin (?:flip|toss)\b|\bit is a maybe\b|\bdepends on\b|^(?:i|we) should be able to (?:attend|come|join|make it|be there)/,
    'I might be able to come',
  ),
  rule(
    'try',
    'tentative',
    'They try, hope or will see',
    /^(?:i am |we are )?hoping to (?:be|make|attend|come|join|get)\b|^(?:i |we )?(?:will |am going to )?(?:attempt|do (?:my|our) (?:utmost|darnedest|damnedest)|aim|endeavou?r) to (?:be|attend|come|join|make|get)\b|^(?:i |we )?(?:will )?(?:make every effort|do (?:my|our) (?:utmost|best|darnedest))$|^(?:i|we)(?: will| am| are)? (?:make every effort|try(?:ing)?(?: (?:my|our) (?:very )?best)?|do (?:my|our) (?:very )?best|do (?:what|everything|all) (?:i|we) can|hope) to (?:be|attend|come|join|make|get)\b|^(?:i|we) (?:will )?(?:try|do (?:my|our) best)$|^will try\b|^(?:i am |we are )?(?:trying|working) to (?:get|be|make|come|attend|rearrange|shift|free up|find a way)\b|^(?:i am |we are )?working on it$|^(?:i |we )?(?:want|would like|mean) to (?:be there|come|attend) and (?:hope|will try)\b|^(?:i |we )?(?:will )?(?:give it a shot|try to swing)\b|^(?:i |we )?hope (?:so|to)$/,
    "I'll try to make it",
  ),
]
