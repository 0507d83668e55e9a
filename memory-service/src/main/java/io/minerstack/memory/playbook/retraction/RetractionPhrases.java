package io.minerstack.memory.playbook.retraction;

import java.util.regex.Pattern;

/**
 * The words of a retraction in many languages, for folded text. Each pattern takes a number of steps that is linear in
 * the length of the text, because its repetitions are bounded.
 */
final class RetractionPhrases {

    private static final int FLAGS = Pattern.UNICODE_CHARACTER_CLASS;

    /** What a delete must name in English to be about the memory and not about a text or a program. */
    private static final String MEMORY = "\\b(?:my|about me|about us|everything|you know|you have|you've|you stored"
            + "|you saved|you remember|you learned|memory|memories|stored|saved|remembered|playbook|what i|that i"
            + "|i told|i said|i gave|entry|entries|personal (?:data|info|information|details)|profile)\\b";

    /**
     * "Do not forget …" is the opposite of a retraction; such phrases are taken out first, in languages where the
     * negation can follow the verb or be a part of it. English needs no phrases: see {@link ForgetRequest}.
     */
    static final Pattern KEEP = Pattern.compile(
            "\\bforget-me-nots?\\b|\\bvergiss(?: bitte)? nicht\\b|\\bvergiss .{0,40}\\bnicht,"
                    + "|\\bvergessen sie(?: bitte)? nicht\\b|\\bvergeet .{0,20}\\bniet\\b"
                    + "|\\bnezapom\\p{L}+|\\bunutma\\p{L}*"
                    + "|\\bglöm inte\\b|\\bglem ikke\\b|\\bjangan lupa\\p{L}*|\\bđừng quên\\b"
                    + "|(?:不要|别|別|勿|(?<!能)不能|不会|不會|从不|从未|千万别)(?:再)?忘(?:记|記|掉|了)?|(?:我|我们|我們)(?:经常|总是|常)?忘(?:记|記|了)"
                    + "|忘れない|忘れるな|忘れず|잊지\\s?(?:마|말)|لا تنس\\p{L}*|मत भूल\\p{L}*",
            FLAGS);

    /** Of these, a text has one where {@link #KEEP} finds something. */
    static final Stems OF_KEEP = Stems.of("forget-me verg nezapom unutma glöm glem lupa quên 忘 잊 تنس भूल");

    /** A wish that has no verb of forgetting as an order. */
    static final Pattern WISH_TO_BE_FORGOTTEN = Pattern.compile(
            "\\bi(?:'d| would)? (?:rather|prefer|like|want|wish)(?: that| it if)? you (?:no longer|didn't"
                    + "|did not|don't"
                    + "|do not|never) (?:knew|know|remembered|had|have on file)\\b"
                    + "|\\bnot something (?:that )?you should (?:keep|store|know|remember)\\b"
                    + "|\\bright to be forgotten\\b|\\bi (?:want|wish|ask|demand"
                    + "|would like)\\b(?: \\p{L}{1,20}){0,3}"
                    + " to be forgotten\\b|\\bi(?:'d| would)? (?:rather|prefer|wish|appreciate it"
                    + "|like it) (?:that |if )?you forgot\\b",
            FLAGS);

    /**
     * A verb of forgetting or deleting. The group says which words may stand before the verb: see
     * {@link ForgetRequest}. A "bare" form is an infinitive or a subjunctive, which is an order only in a wish or a
     * request. A delete must name something of the person or of the memory.
     */
    static final Pattern FORGET = Pattern.compile(
            "(?<english>\\b(?:(?:forget|forgetting|unlearn|un-learn)\\b"
                    + "|(?:disregard|ignore|never ?mind|scratch|strike|(?:i )?take back)\\b"
                    + "(?=.{0,80}\\b(?:what i|everything i|anything i|i said|i told|i mentioned|my)\\b)"
                    + "|(?:erase|wipe|delete|remove|discard|drop|purge|clear|scrub"
                    + "|reset)\\b(?=.{0,120}" + MEMORY + ")"
                    + "|(?:disregard|ignore|never ?mind|scratch|strike|drop|remove|delete|erase) (?:the|that|this|your)"
                    + " (?:\\p{L}{1,20} ){0,2}(?:rules?|preferences?|notes?|facts?|entry|entries|memory|memories)"
                    + " (?:about|on|of|with|that|for|to)\\b"
                    + "|(?:disregard|never ?mind|scratch|strike) the (?:part|thing|bit|point) (?:about|with)\\b"
                    + "|take .{1,80}? (?:out of|off) (?:your )?(?:memory|memories|notes|records?|playbook"
                    + "|profile|files?)\\b"
                    + "|(?:delete|erase|remove|wipe|drop|scratch) (?:it|that|this|these|those|them)"
                    + "(?: all| please| again| now){0,4}[.!?]?$))"
                    // an imperative by its form
                    + "|(?<anywhere>\\b(?:vergiss|vergesst|забудь|забудьте|zapomnij|zapomeň|zapomeňte|unut|unutun"
                    + "|unutunuz|glöm|glem|unohda|lupakan|quên|felejtsd|uită|ξέχασε|ξεχάστε|olvídate"
                    + "|olvídese|olvidad"
                    + "|scordati)\\b"
                    + "|忘记|忘掉|忘了|忘記|忘れて(?!い|る|し)|忘れろ|忘れなさい|忘れてほしい|잊어(?!버렸|먹)|잊으|انس[َى]?\\b|भूल जा|भुला|שכח"
                    + "|\\b(?:usuń|skasuj|wymaż|smaž|vymaž|удали|удалите|сотри|сотрите|видали|sil|silin"
                    + "|siliniz|radera"
                    + "|ta bort|slet|slett|poista|hapus|xóa|töröld|șterge|διάγραψε|σβήσε)\\b"
                    + "|(?:删除|刪除|清除|抹去|删掉|刪掉|清空)(?=.{0,60}(?:我|记忆|记憶|一切|所有|全部|记录))"
                    + "|(?:私|僕|俺|全部|すべて|全て|記憶).{0,60}(?:削除|消して|消去)"
                    + "|(?:나|내|저|제|모두|모든|전부|기억).{0,60}(?:삭제|지워)"
                    + "|\\b(?:احذف|امسح)\\b|(?:मेरे|मेरा|मेरी|सब).{0,60}(?:हटा|मिटा|डिलीट)|מחק)"
                    // an imperative only at the start of its clause, elsewhere a statement
                    + "|\\b(?:vergessen sie|oublie|oubliez|olvida|olvide|esqueça|esquece|esqueca|dimentica"
                    + "|dimentichi"
                    + "|scorda|vergeet)\\b"
                    + "|\\b(?:lösche?|löschen sie|entferne|streiche)\\b(?=.{0,120}\\b(?:mein\\p{L}*|mich|mir|alles"
                    + "|dass ich|erinnerung\\p{L}*|gespeichert\\p{L}*|daten)\\b)"
                    + "|\\b(?:supprime|supprimez|efface|effacez)\\b(?=.{0,120}\\b(?:mon|ma|mes|moi|tout|mémoire"
                    + "|que je)\\b)"
                    + "|\\b(?:borra|borre|elimina|elimine)\\b(?=.{0,120}\\b(?:mi|mis|mí|todo|memoria|que soy"
                    + "|que yo)\\b)"
                    + "|\\b(?:apague|apaga|exclua|remova)\\b(?=.{0,120}\\b(?:meu|meus|minha|minhas|mim"
                    + "|tudo|memória)\\b)"
                    + "|\\b(?:cancella|cancelli|rimuovi)\\b(?=.{0,120}\\b(?:mio|mia|miei|mie|me|tutto|memoria)\\b)"
                    + "|\\b(?:verwijder|wis)\\b(?=.{0,120}\\b(?:mijn|mij|alles|geheugen|dat ik)\\b)"
                    + "|(?<bare>\\b(?:verg(?:isst|essen)|oubli(?:es|er|iez)|olvid(?:es|e|en|ar)|esque(?:ça"
                    + "|ças|cas|ca|cer)"
                    + "|dimentic(?:hi|hiate|are)|забы(?:л|ла|ли|ть)|zapomnia(?:ł|ła))\\b)",
            FLAGS);

    /** Of these, a text has one where {@link #FORGET} finds something. */
    static final Stems OF_FORGET = Stems.of("""
            forget unlearn un-learn disregard ignore never_mind nevermind scratch strike take erase wipe delete remove
            discard drop purge clear scrub reset vergiss vergess vergeet забуд забы zapom unut glöm glem unohda
            lupakan
            quên felejts uită ξέχασ ξεχάσ olvid olvíd scord 忘 잊 انس भूल भुला שכח usuń skasuj wymaż smaž vymaž удали
            сотри видали sil radera ta_bort slet poista hapus xóa töröld șterge διάγραψε σβήσε 删 刪 清除 清空 抹去 削除 消
            삭제 지워 احذف امسح हटा मिटा डिलीट מחק oubli esque dimentic lösch entferne streiche supprime efface
            borra borre
            elimin apag exclua remova cancel rimuovi verwijder wis""");

    /** Words of a correction, which are evidence for a delete that the model proposes but delete nothing alone. */
    static final Pattern CORRECTION = Pattern.compile(
            "(?<!\\b(?:not|never|don't|dont|cannot|can't) )\\b(?:remove|delete|drop|ignore|undo|cancel|stop)\\b"
                    + "|\\b(?:no longer|not any ?more|any ?more|never ?mind|take (?:that|it) back|instead|wrong"
                    + "|changed my mind)\\b",
            FLAGS);

    /** A wish that something is not stored. */
    static final Pattern NOT_STORED = Pattern.compile(
            "\\b(?:do not|don't|dont|never|not|stop) (?:please |ever )?keep(?:ing)? (?:a record|track)\\b"
                    // "I don't want that in your database"
                    + "|\\b(?:not|don't|dont|never|no|nothing|none|wouldn't|forbid)\\b[^.;:!?]{0,60}"
                    + "\\b(?:in|into|to|on|onto|from) your (?:\\p{L}{1,20} ){0,2}(?:memory|memories|notes?"
                    + "|records?|profile"
                    + "|playbook|database|logs?|files?|storage|servers?|systems?|history)\\b"
                    + "|\\b(?:storing|saving|recording|sharing|keeping|remembering|storage of) (?:it|this"
                    + "|that|these|my)\\b"
                    + ".{0,60}\\b(?:is|are) (?:strictly )?(?:forbidden|prohibited|not (?:allowed|permitted"
                    + "|ok|okay|fine))\\b"
                    + "|\\b(?:do not|don't|dont|never|not to)(?: \\p{L}{1,20}){0,4} (?:tell|mention|show"
                    + "|repeat|give)"
                    + "(?: \\p{L}{1,20}){0,4} (?:anyone|anybody|third parties)\\b"
                    // "Treat this as confidential"
                    + "|\\b(?:it|this|that|these|those|them|all|everything|i (?:say|said|tell|told)|my"
                    + "(?: (?!is\\b|are\\b)\\p{L}{1,20}){1,3}(?! (?:is|are)\\b)) (?:(?:as|is|are|must"
                    + "|should|has|have|to|be|stay|stays|remain|remains|strictly"
                    + "|completely|absolutely|kept|treated|all|please) ){0,5}"
                    + "(?:confidential|private|secret|between us|between you and me|to yourself)(?=$|[.,;!?])"
                    + "|^(?:please,? )?(?:strictly )?(?:confidential|private)(?=$|[.,;:!])"
                    + "|\\b(?:do not|don't|dont|never|please not|not to|no need to|stop) (?:please |ever )?(?:write"
                    + "|jot|note"
                    + "|put|take|mark)(?:ing)? (?:it|this|that|these|those|them|any of (?:it|this|that)"
                    + "|my (?:\\p{L}{1,20} ){0,2}\\p{L}{1,20}) down\\b"
                    + "|\\b(?:do not|don't|dont|never|not to|no need to|stop) (?:please |ever )?(?:add|put|enter"
                    + "|include|keep"
                    + "|commit|write|leave)(?:ing|ting)? .{1,60} (?:to|in|into|on) (?:your "
                    + "|the )?(?:long-term )?(?:memory"
                    + "|memories|notes?|records?|profile|playbook|database|logs?|files?)\\b"
                    + "|\\b(?:keep|leave) .{1,60} out of (?:your |the )?(?:memory|memories|notes?|records?|profile"
                    + "|playbook"
                    + "|database|logs?|files?)\\b"
                    + "|\\b(?:should|must|has to|have to|needs to|need to|is to|are to|shall|will) (?:stay|remain"
                    + "|be kept)"
                    + " (?:private|confidential|secret|between us)\\b"
                    + "|\\bin (?:strict )?confidence\\b|\\bfor your eyes only\\b"
                    + "|\\boff[ -]the[ -]record\\b|\\bbetween (?:you and me|us)\\b|\\bkeep (?:it|this|that"
                    + "|these|those) "
                    + "(?:private|confidential|secret|to yourself|between us|out of (?:your )?memory)\\b"
                    + "|\\bnot (?:meant )?for (?:the record|your memory|storage)\\b"
                    // German, Dutch, Scandinavian
                    + "|(?<!\\b(?:hat|hast|habe|haben|habt|hatte|wurde|ich(?! (?:möchte|will|wünsche))|er"
                    + "|sie|laden) (?:.{0,30} )?)\\b(?:nicht|nie"
                    + "|niemals|nichts|keinesfalls|keinen umständen|keinen fall)\\b[^.;:!?]{0,80}"
                    + "\\b\\p{L}{0,5}(?:speicher|notier|behalten|zeichn|protokollier|weiter(?:ge)?geb"
                    + "|halten|merken|merkst"
                    + "|teilen)\\p{L}*"
                    + "|\\b(?:verbiete|untersage|verboten|untersagt)\\b[^.;:!?]{0,80}"
                    + "\\b\\p{L}{0,5}(?:speicher|notier|behalten|zeichn|protokollier|weitergeben|teilen)\\p{L}*"
                    + "|\\b(?:das|dies\\p{L}*|es|alles)\\b.{0,40}\\b(?:vertraulich|geheim|unter uns"
                    + "|für dich|privat)\\b"
                    + "|\\bnicht (?:ab|auf|ein)?(?:zu)?(?:ge)?(?:speicher|merken|notier|behalten|aufzeichn"
                    + "|protokollier)"
                    + "|\\b(?:speicher|speichere|speichern|merk|merke|merken|notier|notiere"
                    + "|behalte) .{0,80}\\bnicht\\b"
                    + "|\\bniet (?:op(?:ge)?sla|op te sla|bewaar|bewaren|onthoud|vastleg|opslaan)"
                    + "|\\b(?:sla|onthoud|bewaar) .{0,60}\\bniet\\b|\\bspara (?:inte|ej)\\b|\\binte (?:spara|lagra)"
                    + "|\\b(?:gem|lagre|husk) .{0,40}\\bikke\\b|\\bikke (?:gem|lagre|husk)"
                    + "|\\bälä (?:tallenna|muista)"
                    // Romance
                    + "|\\b(?:interdis|interdit|défends|rien|aucun\\p{L}*|ne (?:veux|doit|doivent|dois"
                    + "|souhaite)) .{0,60}"
                    + "\\b(?:enregistr|stock|sauvegard|retenu|retien|mémoris|conserv|gard|partag|divulgu)"
                    + "(?:e|es|é|ée|és|ées|er|ez|ent|is|u|ue)?\\b"
                    + "|\\b(?:cela|ça|ceci|c'est)\\b.{0,40}\\b(?:confidentiel|secret|entre nous|pour toi|privé)\\b"
                    + "|\\b(?:no(?! (?:me|hay|puedo|sé|tengo)\\b)|nunca|jamás|nada(?! que)|prohíbo"
                    + "|prohibido)\\b[^.;:!?]{0,60}\\b(?:guard|almacen|registr|memori"
                    + "|conserv|grab|compart)(?:es|e|en|ar|arlo|arla|arse|ado|ada|a?s|ir|irlo|as|an|ces|ces)?\\b"
                    + "(?<!\\bno (?:guardan?|registran?|conservan?))"
                    + "|\\b(?:esto|eso|que quede)\\b.{0,40}\\b(?:confidencial|secreto|entre nosotros|privado)\\b"
                    + "|(?<!\\bje )\\b(?:ne (?:\\p{L}+ ){0,2}(?:[lmts]')?|n')(?:enregistr|stock|sauvegard"
                    + "|retiens|retenez"
                    + "|mémoris|conserv|gard|not)"
                    + "\\p{L}*(?:[- ]\\p{L}+)? pas\\b|\\bne pas (?:l'|la |le |les )?(?:enregistrer|stocker"
                    + "|sauvegarder|retenir"
                    + "|mémoriser|conserver|garder)"
                    + "|\\bno (?!me |hay |puedo )(?:\\p{L}+ ){0,2}(?:guard(?:es|e|ar)|almacen|recuerd"
                    + "|registr(?:es|e|ar)|memoric"
                    + "|conserv|grab(?:es|e|ar))"
                    + "|\\bnão (?:\\p{L}+ ){0,2}(?:guard|armazen|salv|registr|memoriz|grav|lembr)"
                    + "|\\bnon (?:\\p{L}+ ){0,2}(?:salv|memorizz|conserv|registr|archivi|ricordar)"
                    + "|\\bnu (?:\\p{L}+ ){0,2}(?:salva|stoca|memora|reține)"
                    // Slavic, Turkish, Hungarian
                    + "|\\bnie (?:zapisuj|zapamięt|przechowuj|zachowuj)|\\bne(?:ukládej|pamatuj|zaznamen)"
                    + "|\\bне (?:надо |нужно |стоит |следует )?(?:это |его |её |ее )?"
                    + "(?:сохран|запомин|запиш|храни|записыва|зберіга|запам)"
                    + "|\\b(?:kaydetme|saklama|hatırlama|depolama)(?:yin|yın|yiniz|yınız)?\\b|\\bne (?:mentsd"
                    + "|tárold|jegyezd)"
                    // South and East Asia, Arabic
                    + "|\\bjangan (?:simpan|ingat|catat|menyimpan|mengingat|disimpan)|\\b(?:đừng"
                    + "|không) (?:được )?(?:lưu|ghi)"
                    + "|(?:不要|别|別|请勿|請勿|勿|不准|不許|不许|不用|不必|无需|無需|不得|禁止|严禁|嚴禁|不应|不應|不(?:希望"
                    + "|想)(?=[让讓被你您这這]))(?:[^。！？]{0,20})?"
                    + "(?:保存|存储|儲存|存下|存起|记住|記住|记录|記錄|记下|記下|留存|储存|分享|泄露|洩露)"
                    + "|(?:请|請|这|這|此).{0,8}(?:保密|机密|機密)"
                    + "|(?:保存|記憶|記録|登録|保管)(?:は|を)?(?:しない|するな|せず|不要)|覚えない|覚えるな|覚えておかない"
                    + "|(?:저장|기억|기록|보관)(?:은|는|을|를)?\\s?(?:하지\\s?마|하지\\s?말|안\\s?해|하지\\s?않)"
                    + "|\\bلا (?:تحفظ|تخزن|تخزّن|تسجل|تتذكر)|(?:सेव|स्टोर|याद|सहेज)\\S{0,10} (?:न|मत|नहीं)"
                    + "|(?:मत|न) (?:सहेज|याद|सेव)",
            FLAGS);

    /** Of these, a text has one where {@link #NOT_STORED} finds something. */
    static final Stems OF_NOT_STORED = Stems.of("""
            keep your_ stor saving record shar remember anyone anybody third_part confiden private secret
            between yourself _down memor notes note: database logs file profile playbook eyes_only off-the-
            speicher notier behalten zeichn protokollier weiter halten merk teilen vertraulich geheim
            unter_uns für_dich privat niet bewaar onthoud spara lagra lagre gem husk tallenna
            muista enregistr stock sauvegard retenu retien mémoris conserv gard partag divulgu
            entre_nous pour_toi privé guard almacen registr grab compart confidencial secreto
            entre_nosotros _pas recuerd memoric armazen salv grav lembr archivi ricordar salva stoca memora
            reține zapis zapami przechow zachow neukládej nepamatuj nezaznamen сохран запомин
            запиш храни записыва зберіга запам kaydetme saklama hatırlama depolama mentsd tárold
            jegyezd simpan ingat catat lưu ghi 保存 存储 儲存 存下 存起 记住 記住 记录 記錄 记下 記下 留存 储存 分享 泄露 洩露
            保密 机密 機密 記憶 記録 登録 保管 覚え 저장 기억 기록 보관 تحفظ تخزن تخزّن تسجل تتذكر सेव स्टोर याद सहेज""");

    /** A retraction that is taken back in the same breath: "Forget it. No wait, keep it." */
    static final Pattern CANCELLED = Pattern.compile(
            "\\b(?:no,? wait|wait,? no|hold on|on second thoughts?|actually,? (?:no|keep|don't)"
                    + "|never ?mind,? (?:keep|don't)"
                    + "|scratch that,? keep|changed my mind,? keep)\\b.{0,60}\\b(?:keep|don't|do not|leave"
                    + "|remember)\\b"
                    + "|\\b(?:actually|never ?mind),? keep (?:it|that|this)\\b|(?:等等|算了).{0,10}(?:别|不要)(?:忘|删)"
                    + "|\\bdoch nicht(?: vergessen| löschen)\\b",
            FLAGS);

    /** A word for all that is known. */
    static final Pattern EVERYTHING = Pattern.compile(
            "\\b(?:everything|all|anything|memory|memories|me|us|playbook|whatever|profile|you know"
                    + "|every single thing"
                    + "|my (?:personal )?(?:data|information|info|details)|alles|tout|toute|todo|toda|todos"
                    + "|tudo|tutto"
                    + "|wszystko|vše|všechno|всё|все|усе|hepsini|allt|alt|kaikki|semua|semuanya|tất cả|mindent"
                    + "|totul|όλα"
                    + "|mich|moi|mí|mim|mij|mnie|mig|meg)\\b|her şeyi|一切|所有|全部|すべて|全て|ぜんぶ|모두|모든|전부"
                    + "|كل شيء|सब|הכל|清空",
            FLAGS);

    /** A wish that leaves something out, so that what it takes back cannot be told by its words alone. */
    static final Pattern EXCEPTION = Pattern.compile(
            "\\b(?:except|but not|apart from|other than|besides|außer|sauf|excepto|exceto|tranne|behalve"
                    + "|oprócz|кроме)\\b|除了|以外|제외",
            FLAGS);

    /** Words for what is said next. */
    static final Pattern POINTS_AHEAD = Pattern.compile(
            "\\b(?:following|off[ -]the[ -]record|what i (?:say|tell) (?:you )?next|folgende\\p{L}*"
                    + "|suivant\\p{L}*|siguiente\\p{L}*"
                    + "|seguinte\\p{L}*|seguente|volgende)\\b|以下|下面|次の",
            FLAGS);

    /** Words for what was said before. */
    static final Pattern REFERS_BACK = Pattern.compile(
            "\\b(?:it|this|that|these|those|them|none|nothing|anyone|anybody|quede|uns|nous|das|dies\\p{L}*"
                    + "|es|davon|nichts|alles|ça|cela|ceci|le|la|les"
                    + "|rien|eso|esto|ello|lo|nada|isso|isto|o|nada|ciò|questo|niente|dit|dat|это|его|to|bunu)\\b"
                    + "|[这這它此]|これ|それ|이것|그것|[cd]el[ao]\\b|(?:arlo|arla|irlo|l'enregistr\\p{L}*|salvarlo)\\b",
            FLAGS);

    private RetractionPhrases() {}
}
