/**
 * The words by which mail servers say why they did not take a message. A status code is often generic or wrong, and the
 * words beside it seldom are: so they are asked first, in this order. The first row that fits decides; what may be mended
 * stands before what speaks of the address, for "User over quota" and "Unknown address error: mailbox full" say both.
 */
import type { BounceReason } from '../../domain/keep/bounce.ts'

type Row = readonly [BounceReason, RegExp]
const row = (reason: BounceReason, ...words: string[]): Row => [reason, new RegExp(words.join('|'), 'u')]

/** What is said of somebody or of something that receives mail. */
const WHOM =
  '(?:e-?mail|mail)?[ -]?(?:users?|recipients?|addressee|mail ?box(?:es)?|(?:e-?mail |mail )?address(?:es)?|accounts?|local[ -]part|person|login|user ?name)'
const CLOSED =
  '(?:disabled|suspended|inactive|in-active|deactivated|de-activated|locked|frozen|terminated|closed|discontinued|archived|on hold|restricted|limited|blocked|expired)'

/** What is said so only of an address, though words of the rows below stand in it. */
const MAKERS: Row = row(
  'no such address',
  '5\\.4\\.1 recipient address rejected: access denied|not listed in (?:the )?(?:domino|public|name|address|directory)|account or domain may not exist',
)

export const BOUNCE_WORDS: readonly Row[] = [
  MAKERS,
  row('suppression list', 'suppression list', 'suppressed sending', 'address (?:is|was|has been) suppressed'),
  row(
    'their filter',
    'resolver\\.rst\\.(?:auth ?required|not ?authorized|restricted|sender ?not)',
    'not ?authenticated ?for ?(?:group|mailbox|recipient)',
    'only (?:accepts?|receives?|takes?) (?:e-?mails?|messages|mail) from',
    '(?:not|nicht|no|non) (?:allowed|authori[sz]ed|permitted|autorizad[oa]|berechtigt) to (?:send|post|submit|deliver|mail)',
    'permission to (?:send|post|submit|create)',
    'delivery not authori[sz]ed',
    'allowed[ -]senders?',
    "does(?: not|n't) accept (?:messages|e-?mails?|mail) from (?:you|outside|external|people)",
  ),
  row(
    'mailbox full',
    '(?:mail ?box|in ?box|account|mail ?folder|mail ?drop|user|recipient|storage|maildir|disk)\\b.{0,60}?\\b(?:is |was |are |has been )?(?:almost |too )?full\\b',
    '\\bfull (?:mail ?box|in ?box)',
    'over[ -]?(?:the |its |their |his |her |disk )*quota',
    '(?:out of|not enough|insufficient|no) (?:disk |storage |mailbox |system |free )*(?:space|storage|quota)',
    'quota (?:\\w+ ){0,3}(?:exceed|full|reached|violation|used|limit)',
    'exceed\\w* (?:\\S+ ){0,6}?(?:quota|storage|mail ?box|space|disk)',
    "(?:mail ?box|storage|disk|account|user|recipient)'?s? (?:\\S+ ){0,4}?(?:exceed|size limit|over (?:the )?(?:size )?limit)",
    'overdrawn|over (?:its|the|their|your) (?:\\w+ )?limit|mail ?box size',
    'postfach\\b.{0,60}(?:voll|uberfullt|uberlastet)|speicher(?:platz|kontingent|limit)|kontingent|quota (?:ist )?uberschritten',
    'boites?\\b.{0,60}(?:pleine|saturee)|quota (?:est |a ete )?(?:depasse|atteint)|depass\\w* (?:de |du |son |le )*quota|espace de stockage',
    '(?:buzon|bandeja|casilla|cuenta)\\b.{0,60}\\b(?:llen[oa]|sin espacio)|(?:cuota|espacio)\\b.{0,40}(?:exced|super|agotad|insuficiente)|(?:excedido|superado) (?:la|su|el) (?:cuota|limite|espacio)',
    'casella\\b.{0,60}piena|quota superata|caixa\\b.{0,60}(?:cheia|lotada)|cota excedida',
    '(?:postvak|mailbox|postbus) (?:is |zit )?vol\\b|skrzynka\\b.{0,40}(?:pelna|przepelniona)',
    'переполнен|превышен\\S* (?:квот|размер ящик|лимит)|容量|いっぱい|一杯|満杯|邮箱已满|空间不足|已满',
  ),
  row(
    'too big',
    '(?:message|mail|e-?mail|size|body|content|attachment|file)s?\\b.{0,50}?\\b(?:too|to) (?:big|large|long)',
    '(?:message|mail|e-?mail|content) (?:size|length)\\b.{0,40}(?:exceed|limit|maximum|max)',
    'exceed\\w*\\b.{0,50}\\b(?:size|length)',
    '(?:maximum|max|fixed|allowed|permitted) (?:\\w+ ){0,3}?(?:size|length)|size limit|sizelimit|message too big',
    'zu (?:gro(?:ss|ß)|lang)|uberschreitet\\b.{0,40}gro(?:ss|ß)e|trop (?:gros|volumineu|grand|long)|taille maxim',
    'demasiado grande|(?:excede|supera)\\b.{0,40}(?:tamano|limite)|tamano maximo|troppo grande|muito grande|サイズ|слишком больш|过大|太大',
  ),
  row(
    'their server',
    'too many (?:connections?|messages|mails|e-?mails|recipients|errors|concurrent|sessions|hops|attempts|requests|bad commands|unknown|invalid)',
    'rate[ -]?limit|throttl|\\b(?:too quickly|too fast|too frequent)|at a rate that|hourly limit|daily (?:limit|quota)|(?:message|connection|sending) (?:rate|limit)',
    'mail loop|\\bloops?\\b|looping|hop ?count|maximum hop|best-preference mx|points? to (?:localhost|local host|itself|me)|back to (?:myself|itself)',
    '(?:try|retry|come back|deliver)\\b.{0,20} later\\b|not found, try again|try again\\b.{0,20}(?:minutes?|hours?)|temporar(?:y|ily) (?:dns|name|lookup|failure|error|unable|unavailable|deferred|rejected)',
    'servfail|dns soft|lookup (?:did not complete|failed temporarily)|(?:host|name|dns) (?:lookup|query|resolution) (?:temporar\\w* )?(?:fail|timed|error)|temporary (?:lookup|resolution)',
    'gr[ae]y ?list',
  ),
  row(
    'not authenticated',
    '\\bdmarc\\b|\\bdkim\\b|\\bspf\\b|sender policy framework|unauthenticated (?:e-?mail|mail|message|sender)',
    '(?:authentication|auth) (?:checks?|results?|level|information|requirements?)\\b',
    '(?:mail|message|e-?mail|sender|domain)\\b.{0,40}(?:fail\\w*|lacks?|without|not pass\\w*)\\b.{0,20} authentication',
    'sender[ -]?id\\b|sender (?:is )?not authenticated|not aligned|unsigned (?:mail|message)|\\barc\\b fail',
  ),
  row(
    'relaying',
    'relay(?:ing)?\\b.{0,30}(?:denied|not (?:permitted|allowed|authori[sz]ed)|prohibited|rejected|refused|forbidden|disabled|access|impossible|verweigert|denegad)',
    "(?:unable|unauthori[sz]ed|cannot|can't|not (?:allowed|permitted|authori[sz]ed)|refuse[sd]?|won't|will not|do(?:es)? not|don't|doesn't) (?:to )?relay",
    '(?:open|third[ -]party|mail) relay|no relay|rcpthosts|not (?:a )?(?:local|permitted|allowed|hosted) (?:domain|recipient domain)|recipient is not local|not a gateway',
    'address(?:es)? (?:is|are) not verified|identit(?:y|ies) failed the check|(?:must|please) (?:authenticate|log ?in) (?:first|before)|(?:smtp )?auth(?:entication)? (?:is )?required|sending (?:is|has been) paused|before sending',
  ),
  row(
    'reputation',
    '(?:black|block|deny|real ?time)[ -]?(?:hole )?list|dns ?bl\\b|\\brbls?\\b|spamhaus|spamcop|\\bsorbs\\b|barracuda|senderbase|sender ?score|trustedsource|talos|proofpoint|cloudmark|\\bcbl\\b|mail-abuse',
    '\\blisted (?:in|on|by|at|with)\\b|\\(bl\\)|reputation|banned (?:send|ip|host)|\\babuse\\b',
    'reverse[ -]?(?:dns|lookup|name|mapping)|\\bptr\\b|\\brdns\\b|\\bfcrdns\\b|resolve (?:your|the|client)|(?:no|missing|invalid|forged) (?:dns|a or mx|mx or a|hostname)',
    '(?:your|client|sending|connecting|remote|source|this) (?:\\w+ )?(?:ip|host|server|network|mta|client|address range|mail ?server)\\b.{0,60}(?:block|reject|refus|den(?:y|ied)|ban|not (?:allowed|permitted|accepted|welcome)|suspicious|dynamic|bad|poor|access|listed|prohibited)',
    '(?:connections?|mail|messages?|e-?mails?|traffic) (?:\\w+ )?from (?:your|this|the|that|ip|\\[?\\d|\\S+ \\[\\d).{0,60}(?:block|reject|refus|den(?:y|ied)|ban|not (?:allowed|permitted|accepted|sent|delivered)|weren|wasn)',
    'client host|may not be mail exchanger|\\bhelo\\b|\\behlo\\b|dynamic (?:ip|address|pool)|dial-?up|residential|\\bip (?:address )?(?:\\d[\\d.]* )?(?:is |was |has been )?(?:block|ban|den|not|list|defer)|(?:block|ban|den|reject|refus)\\w* (?:\\w+ ){0,4}ip\\b|\\bihre ip|\\bvotre (?:ip|serveur|adresse ip)|\\bsu (?:direccion )?ip\\b',
    "sender(?:'s)? (?:\\w+ ){0,3}(?:rejected|refused|denied|invalid|unknown|not exist|does not|doesn't|verif|not found|unresolv|blocked|blacklist|banned)|(?:bad|invalid|unknown|forged|unverified|spoofed) (?:sender|return[ -]path|mail from|from)|domain of sender|callout|call-?back|sender verify|badmailfrom|envelope sender|domain used by (?:the )?sender|(?:reject|refus|block|ban)\\w* (?:\\w+ ){0,2}sender|spoof|impersonat",
  ),
  row(
    'no such address',
    "user unknown|unknown user|no such (?:user|recipient|mailbox|account|person)|(?:user|recipient|mailbox|account|address) (?:does(?: not|n't) exist|not found|is unknown)|unknown recipient|recipient unknown|invalid recipient|nxdomain",
  ),
  row(
    'their filter',
    '\\bspam|unsolicited|\\bube\\b|\\buce\\b|\\bbulk\\b|\\bjunk\\b|virus|viral|malware|infected|phish|trojan|\\bworm\\b|banned (?:file|content|attachment|extension)',
    '(?:message|mail|e-?mail|content|attachment|header|subject|body|url|link)s?\\b.{0,50}(?:contains?|includ|suspicious|dangerous|inappropriate|objectionable|malformed|violat|prohibited|forbidden|illegal|not allowed|not permitted|scan)',
    'polic(?:y|ies)\\b|politique|politica|richtlinie|content (?:filter|reject|restrict)|admin\\w* prohibit|prohibited by|spamverdacht|pourriel|correo no deseado|不要|スパム|迷惑|受信拒否|спам|垃圾',
    '(?:rfc ?\\d{3,4}|not (?:rfc|standards?)[ -]compliant|duplicate header|multiple (?:from|to) |missing (?:from|date|message-id|header)|bare (?:lf|cr))',
    '(?:message|mail|e-?mail)s? (?:\\w+ )?(?:rejete|refuse par|abgelehnt|abgewiesen|rechazad)|mail rejected',
  ),
  row(
    'mailbox closed',
    `${WHOM}\\b[^.;]{0,50}?\\b${CLOSED}`,
    '\\b(?:is|are|was|has been|currently|temporarily|temporary|permanently) (?:disabled|suspended|inactive|deactivated|locked|frozen|terminated|closed|discontinued|archived)',
    `${CLOSED} (?:${WHOM})`,
    'unavailable or access denied|no longer (?:accepts?|receives?|active|in use|in service|monitored|used|available)|inactivity|suspend|temporar\\w* (?:\\w+ )?(?:locked|inactive)',
    'deaktiviert|gesperrt|stillgelegt|desactiv|suspendid|inhabilitad|deshabilitad|bloquead|suspendu|desactive|ferme\\b|bloque\\b|disattivat|sospes|archive\\w*\\b|заблокирован|отключен|停止|停用',
  ),
  row(
    'no such address',
    `(?:unknown|no such|no|invalid|nonexist[ae]nt|non-exist[ae]nt|inexist[ae]nt|illegal|bad|wrong|undefined|unrecogni[sz]ed|undeliverable|unregistered|incorrect|erroneous|not (?:a |an )?(?:valid|known|local|existing|registered|active)) (?:\\w+ )?${WHOM}\\b(?! verif)`,
    `${WHOM}\\b[^.;]{0,60}?\\b(?:unknown|invalid|inexist[ae]nt|non-?exist[ae]nt|nonexist|not (?:a )?(?:valid|known|found|exist\\w*|recogni[sz]ed|present|registered|listed|local|active|defined|here|ok)|unrouteable|unroutable|undeliverable|missing|undefined|incorrect|wrong|misspelled)`,
    "\\b(?:does|do|did)(?: not|n't) (?:\\w+ )?exist|\\bnot exist|doesnt exist|no longer (?:exists?|valid|with|works?|employed|at|on|here|an? )|not exists|nonexistent|does(?: not|n't) have (?:an?|any|the) (?:\\S+ )?(?:account|mailbox|e-?mail|address)",
    "could(?: not|n't) be found|(?:was|is|were)(?: not|n't) (?:\\w+ )?found|not found (?:at|in|by)|not our customer|not a customer|no one (?:by|with|at|here)|nobody (?:by|here|with)|there is no one|not (?:be )?resolved|recipient ?not ?found|recip ?not ?found|\\.notfound|adr\\.(?:recip|exrecip|inval)",
    "not listed in|not in (?:\\w+ ){0,3}(?:directory|address book|alias|list of|our)|no match(?:ing)?\\b|mail ?box (?:is |was )?(?:currently )?(?:unavailable|not available)|mailbox name not allowed|account (?:is )?(?:unavailable|not available)|undefined (?:user|mail alias)|undeliverable address|badrcptto|cuda_nsu|\\bnsu\\b|can't accept user|no valid recipients|user missing|address rejected(?! for)(?=[ .,:;<]*(?:[\\[(<].*)?$)|hasn't got|not known (?:to|at|here)|has(?: been)? (?:moved|replaced)|mailbox has moved|please try <a>|user not local",
    "un?routeable|un?routable|unroutable|unrouteable (?:mail )?domain|host (?:is )?unknown|unknown host|host (?:or domain )?(?:name )?not found|(?:domain|host)(?: name)? (?:\\S+ )?(?:does(?: not|n't) exist|not found|unknown|invalid|could not be found|must exist|nonexistent|non-existent|do(?:es)? not resolve)|(?:unknown|invalid|illegal|bad|no such|non-?existent) (?:\\w+ )?(?:mail )?(?:host|domain)|nxdomain|any host named|infodomainnonexistent|no (?:valid )?(?:mx|mail exchanger)\\b|mail exchanger or ip|non-existent hosts?|name or service not known|no smtp service|nonexistentdomain",
    "(?:host|server|domain|system|site|machine)\\b[^.]{0,40}(?:does not|doesn't|do not|not) accept(?:ing)? (?:any )?(?:\\w+ )?(?:mail|e-?mail|messages)|null ?mx|mail receiving disabled",
    'unbekannt|existiert nicht|nicht (?:gefunden|vorhanden|bekannt|zustellbar an)|kein(?:e|en)? (?:solche\\w* )?(?:benutzer|postfach|empfanger|mailbox|konto|account)|ungultige? (?:empfanger|adresse)',
    "inconnue?s?\\b|n'existe (?:pas|plus)|introuvable|n'a pas ete trouve|destinataire (?:invalide|incorrect)|adresse (?:\\S+ )?(?:invalide|incorrecte|erronee)|aucun (?:utilisateur|destinataire)",
    'no existe|inexistente|desconocid[oa]|no (?:se )?(?:ha |pudo |puede |han )?(?:podido )?(?:encontr|encuentr|hall)\\w*|no (?:es|fue) (?:valid|encontrad)|(?:usuario|direccion|destinatario|buzon)\\b.{0,40}(?:no encontrad|invalid|no valid|incorrect)|nao existe|nao encontrad|desconhecid|non esiste|sconosciut|nessun utente|non trovat|onbekend|bestaat niet|niet gevonden|nie istnieje|nieznany',
    '存在しません|存在しない|見つかりません|見つからない|不明|宛先(?:が|の)?(?:誤|間違)|該当|ユーザー?が(?:い|存)|不存在|没有找到|无此用户|не существует|не найден|неизвест|нет такого|неверн\\S+ адрес|存在하지|존재하지',
  ),
  row(
    'gave up',
    'retry time(?:out)?\\b|expired\\b|expiration|delivery time|time allowed|in the queue|on the queue|queued? for|queue time|too long|too old|giv(?:e|ing|en) up (?:after|on)|not be delivered (?:for|within|after|in)|undeliverable for|will be (?:deleted|retried)|still being|delayed|delay\\b|unable to deliver .{0,40}\\b\\d+ (?:min|hour|day)|\\b\\d+ (?:hours?|days?)\\b|caduc|ha expirado|abgelaufen|abgebrochen|nach \\d+ (?:tagen|stunden)|expire\\b|遅延|時間',
  ),
  row(
    'their server',
    "connect(?:ion)?s?\\b.{0,60}(?:refused|timed?[ -]?out|reset|lost|dropped|closed|failed|error)|lost connection|(?:unable|failed|cannot|can't|could not|couldn't|impossible)\\b.{0,20}(?:connect|contact|reach|establish|open)|not responding|no (?:route|answer|response)|unreachable|host (?:is )?down|network|time[d -]*out|did not accept our requests|wasn't able to establish|verbindung|conectar|conexion|connexion",
    "internal (?:\\w+ )?error|system (?:error|failure|config|problem|resource|not)|(?:server|software|program|processing|configuration|protocol|local|i/o|input/output|database|ldap|disk|script|mailer) (?:error|failure|problem)|misconfigur|config|transaction failed|resources|not available|unavailable|busy|cannot (?:create|open|append|write|lock|store)|can't (?:create|open|append|write|lock|chdir)|command (?:died|failed|time|not|unrec)|exit (?:code|status)|permission denied|\\btls\\b|\\bssl\\b|starttls|certificate|encrypt|\\bdns\\b|name ?server|mail ?server",
    'several matches|ambiguous|syntax|not implemented|sequence of commands|bad command|parse|bare newline',
  ),
]

/** Words that say no more than that it was not wanted: a code that says more is believed before them. */
export const WEAK_WORDS: readonly Row[] = [
  row(
    'their filter',
    'filter(?:ed|s|ing)?\\b|firewall|security|by (?:the |an? )?administrator|reject|refus|den(?:y|ied)|block|banned|not accept|not (?:allowed|permitted|authori[sz]ed|wanted)|unauthori[sz]ed|unacceptable|discard|verweigert|abgelehnt|rechaz|rifiutat|recusad|zakazan|отклонен|отказ|拒否|拒绝|拒收',
  ),
]
