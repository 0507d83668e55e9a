package io.minerstack.agent.textcomponent;

import java.util.regex.Pattern;

/**
 * Detects sentences that ask for a document in other languages than English: the most frequent writing verbs in the
 * imperative or in a polite request, unless the object is an answer or the sentence is a question.
 */
enum NonEnglishDocumentIntent {
    GERMAN(
            "(?:bitte|und|dann|jetzt|nun|hallo)",
            "(?:schreibe?|verfasse?|erstelle?|entwirf|formuliere|dichte|generiere|programmiere|implementiere"
                    + "|(?:schreiben|verfassen|erstellen|entwerfen|formulieren|generieren|programmieren) sie)",
            "(?:(?:kannst|koenntest|konntest|wurdest|wuerdest) du|(?:konnen|konnten|koennten|wurden) sie|ich"
                    + " (?:mochte|will), dass du)",
            "(?:schreiben|schreibst|verfassen|verfasst|erstellen|erstellst|entwerfen|formulieren|generieren"
                    + "|programmieren)",
            "(?:antwort|satz|satze|wort|worter|worte|zeile|witz|zahl|ziffer|haikus?|slogans?|werbespruch)"),
    FRENCH(
            "(?:s'il te plait|s'il vous plait|stp|svp|et|puis|maintenant|bonjour|salut)",
            "(?:ecris|ecrivez|redige|redigez|compose|composez|cree|creez|genere|generez|elabore|elaborez)"
                    + "(?:-moi|-nous)?",
            "(?:(?:peux|pourrais)-tu|(?:pouvez|pourriez)-vous|tu peux|vous pouvez|j'aimerais que tu)",
            "(?:ecrire|ecrives|rediger|composer|creer|generer|elaborer)",
            "(?:reponse|phrases?|mots?|ligne|blague|nombre|chiffre|haikus?|slogans?)"),
    SPANISH(
            "(?:por favor|y|luego|ahora|hola)",
            "(?:escribe|escriba|escribid|redacta|redacte|compon|componga|crea|genera|genere|elabora|elabore)"
                    + "(?:me|nos)?",
            "(?:puedes|podrias|puede|podria|quiero que|me gustaria que)",
            "(?:escribir|redactar|componer|crear|generar|elaborar)(?:me|nos)?|escribas|redactes|crees",
            "(?:respuesta|frases?|oracion|oraciones|palabras?|linea|chiste|numero|cifra|haikus?|eslogan|slogan)"),
    PORTUGUESE(
            "(?:por favor|e|depois|agora|ola|oi)",
            "(?:escreve|escreva|redige|redija|componha|crie|gere|elabora|elabore)(?:-me|-nos)?",
            "(?:podes|pode|poderias?|voce pode|voce poderia|quero que|gostaria que)",
            "(?:escrever|redigir|compor|criar|gerar|elaborar)(?:-me)?|escrevas?|escreva",
            "(?:resposta|frases?|palavras?|linha|piada|numero|haicais?|haikus?|slogans?)"),
    ITALIAN(
            "(?:per favore|per piacere|e|poi|ora|adesso|ciao)",
            "(?:scrivi|scriva|scrivete|redigi|rediga|componi|crea|genera|elabora)(?:mi|ci)?",
            "(?:puoi|potresti|puo|potrebbe|vorrei che tu)",
            "(?:scriver|rediger|comporr?|crear|generar|elaborar)(?:e|mi|ci)|scrivessi",
            "(?:risposta|frasi|frase|parola|parole|riga|barzelletta|battuta|numero|cifra|haiku|slogan)"),
    DUTCH(
            "(?:alsjeblieft|alstublieft|graag|en|dan|nu|hallo|hoi)",
            "(?:schrijf|schrijft u|ontwerp|creeer|genereer|componeer|formuleer|programmeer)",
            "(?:(?:kun|kan|zou|wil) je|(?:kunt|zou|wilt) u)",
            "(?:schrijven|opstellen|ontwerpen|creeren|genereren|formuleren|programmeren)",
            "(?:antwoord|zin|zinnen|woord|woorden|regel|grap|mop|getal|cijfer|haiku|slogan)"),
    RUSSIAN(
            "(?:пожалуиста|пожалуйста|и|а|теперь|потом|привет|здравствуйте)",
            "(?:напиши|сочини|составь|создай|сгенерируй|подготовь)(?:те)?",
            "(?:(?:не )?(?:можешь|можете|мог бы|могла бы|могли бы)(?: ли)?(?: ты| вы)?)",
            "(?:написать|сочинить|составить|создать|сгенерировать|подготовить)",
            "(?:ответ|слово|слова|слов|строку|строки|шутку|анекдот|число|цифру"
                    + "|хайку|слоган|лозунг|(?:одно|два|три) предложени[ея])"),
    CHINESE(
            Pattern.compile("(?:请|請|帮我|幫我|帮忙|给我|給我|为我|替我|麻烦|你|您|能不能|可不可以|能否|能|可以|现在|再|想让|要|我|,| )*"
                    + "(?:写(?![作法])|寫(?![作法])|撰写|撰寫|编写|編寫|起草|草拟|创作|創作|生成|制定|拟定)(?:一下)?(?=.*[\\p{IsHan}\\p{L}]).+"),
            Pattern.compile("(?=.*(?:答案|回答|答复|句话|句話|个词|個詞|个字|個字|单词|句子|笑话|笑話|数字|數字|俳句|口号|口號|的字|[\"'「“]))"
                    + "(?!.*[篇首封份]).*|.*(?:怎么|怎麼|怎样|如何|什么|什麼|为什么|哪|谁|多少).*")),
    JAPANESE(
            Pattern.compile(
                    ".*(?:書いて|作成して|執筆して|起草して|作文して|生成して)" + "(?:ください|下さい|くれ|くださ|ほしい|欲しい|もらえ|いただけ|頂け|みて|ね|[.!。?？]?$).*"),
            Pattern.compile(".*(?:答え|回答|返事|一文|一言|一語|単語|言葉|冗談|ジョーク"
                    + "|俳句|スローガン|キャッチコピー|数字|はい|いいえ)(?:だけ)?(?:を|で|と)?(?:[^をで]{0,6}で)?[^をで]{0,6}"
                    + "(?:書いて|作成して|生成して).*|.*(?:どう|なぜ|なに|何を|どこ|誰).*")),
    KOREAN(
            Pattern.compile(".*(?:써|작성해|적어|지어|생성해) ?(?:줘|주세요|주십시오|주시|주겠|줄래|줄 수|달라).*" + "|.*작성(?:해|하세요|하십시오|하라)[.!]?$"),
            Pattern.compile(".*(?:답|대답|답변|문장|단어|농담|하이쿠|슬로건|숫자|예|아니오)(?:을|를|으로|로|만|이라고) ?[^을를]{0,8}"
                    + "(?:써|작성|적어|생성).*|.*(?:어떻게|무엇|뭐|왜|누가|어디).*"));

    private static final String OBJECT_FILLER = "(?:[\\p{L}\\p{M}'-]+ ){0,3}?";

    private final boolean isInLatinLetters;
    private final Pattern order;
    private final Pattern excluded;

    /** For languages that write spaces between words and put the verb before its object. */
    NonEnglishDocumentIntent(String lead, String imperative, String polite, String infinitive, String answer) {
        this.isInLatinLetters = DocumentIntentDetector.isAscii(lead);
        String start = "(?:" + lead + "\\b[ ,:]*)*";
        this.order = Pattern.compile(
                start + "(?:" + imperative + " (?=\\S).*|" + polite + "\\b.*\\b(?:" + infinitive + ")\\b.*)",
                Pattern.UNICODE_CHARACTER_CLASS);
        // the object is an answer: up to three words, such as an article and adjectives, come before the noun
        this.excluded = Pattern.compile(
                start + "(?:" + imperative + "|" + polite + "|" + polite + "\\b.*\\b(?:" + infinitive + ")) "
                        + OBJECT_FILLER + answer + "\\b.*|" + start + imperative + "[^?]*\\?",
                Pattern.UNICODE_CHARACTER_CLASS);
    }

    /** For languages with letters of their own. */
    NonEnglishDocumentIntent(Pattern order, Pattern excluded) {
        this.isInLatinLetters = false;
        this.order = order;
        this.excluded = excluded;
    }

    /**
     * Whether a sentence asks for a document.
     *
     * @param sentence folded, without accents on Latin letters
     */
    boolean matches(String sentence) {
        return (isInLatinLetters || !DocumentIntentDetector.isAscii(sentence))
                && order.matcher(sentence).matches()
                && !excluded.matcher(sentence).matches();
    }
}
