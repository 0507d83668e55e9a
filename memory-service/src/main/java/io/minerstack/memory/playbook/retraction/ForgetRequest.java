package io.minerstack.memory.playbook.retraction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sentence that orders the assistant to forget or delete something. The words before the verb decide, not the verb:
 *
 * <ul>
 *   <li>An imperative begins its clause: only words such as "please", "ok" and "and" stand before the verb.
 *   <li>A wish has the person as its subject: "I want you to forget …".
 *   <li>A question ("could you forget …") and a permission ("you can forget …") are requests only with "please" or with
 *       an object that speaks of the person ("my address", "what I said").
 *   <li>Anything else that has a subject ("you forget", "they forget"), a negation before the verb or a question word
 *       ("how could you forget …") is a complaint or a report.
 * </ul>
 *
 * <p>Only an imperative, a wish or a question with "please" can take back everything.
 *
 * @param verbEnd where the verb ends in the folded sentence
 * @param mayMeanEverything whether the form is strong enough to delete all entries
 */
record ForgetRequest(int verbEnd, boolean mayMeanEverything) {

    private static final int FLAGS = Pattern.UNICODE_CHARACTER_CLASS;
    private static final int MAX_VERBS = 20;
    private static final int MAX_BEFORE = 120;
    private static final int MAX_AFTER = 160;

    /** Words that may stand before an imperative. */
    private static final String LEAD_WORD = "(?:please|pls|plz|kindly|now|and|then|also|just|ok|okay|so"
            + "|actually|well"
            + "|hey|hi|hello|oh|no|yes|sorry|but|let's|immediately|completely|simply|permanently|go ahead and"
            + "|be sure to|make sure to|make sure you|thanks|thank you|again|finally|instead|first"
            + "|bitte|also|dann|und|jetzt|nun|doch|mal|einfach|aber|sofort|s'il te plaît|s'il vous plaît|alors|et"
            + "|maintenant|puis|mais|por favor|y|entonces|ahora|pero|e|agora|então|mas|per favore|poi|ora|allora"
            + "|alsjeblieft|en|dan|nu|maar|och|og|men|tolong|a teraz|i)";

    private static final Pattern LEAD_WORDS = Pattern.compile("^(?:" + LEAD_WORD + ",? ){0,8}", FLAGS);

    private static final Pattern LEAD_ONLY = Pattern.compile("^(?:" + LEAD_WORD + " ){0,8}$", FLAGS);

    /** "Keep answers short and forget …": the clause before "and" is an imperative, too. */
    private static final Pattern AFTER_AND = Pattern.compile(
            "^(?!.*\\b(?:i|you|he|she|it|we|they|people|who|my|your|his|her|our|their|not|n't)\\b).{0,110}"
                    + "\\b(?:and|please)(?: please| just| also| then)? $",
            FLAGS);

    /** Of these, a sentence has one where it is {@link RetractionPhrases#WISH_TO_BE_FORGOTTEN}. */
    private static final Stems MAY_BE_A_WISH = Stems.of("forgot _knew _know remembered _had on_file not_something");

    private static final String ADVERBS = "(?:(?:please|pls|kindly|just|now|simply|also|completely|entirely"
            + "|immediately|permanently|perhaps|maybe|then|go ahead and) ){0,4}$";

    /** A wish of the person. */
    private static final Pattern WISH = Pattern.compile(
            "\\bi(?:'d|'m)? (?:(?:would|really|just|still|do|also|hereby|now|kindly|am|must) ){0,3}"
                    + "(?:want|need|like|love|prefer|rather|wish|ask|asking|order|instruct|request|beg|urge|expect"
                    + "|demand) (?:(?:that|if|it if|for) )?you (?:(?:to|would|could|please) ){0,2}"
                    + ADVERBS
                    + "|\\bich (?:möchte|will|wünsche|bitte|hätte|verlange|fordere"
                    + "|erwarte)\\b.{0,60}\\b(?:du|sie|ihr"
                    + "|dich|euch)\\b.{0,60}$"
                    + "|\\b(?:j'aimerais|je veux|je voudrais|je souhaite|je demande|j'exige|il faut)\\b.{0,30}"
                    + "\\bque (?:tu|vous)\\b.{0,20}$"
                    + "|\\b(?:quiero|quisiera|me gustaría|deseo|necesito|te pido|le pido|exijo)\\b.{0,20}\\bque\\b"
                    + ".{0,30}$"
                    + "|\\b(?:quero|queria|gostaria|desejo|preciso|peço)\\b.{0,20}\\bque\\b.{0,30}$"
                    + "|\\b(?:voglio|vorrei|desidero|chiedo)\\b.{0,20}\\bche\\b.{0,30}$"
                    + "|\\b(?:хочу|хотел|хотела|прошу)\\b.{0,40}$|\\b(?:chcę|chciał\\p{L}*|proszę)\\b.{0,40}$"
                    + "|(?:希望|想让|想讓|想要|要求|需要)(?:你|您).{0,30}$",
            FLAGS);

    /** A polite question or a permission. */
    private static final Pattern REQUEST = Pattern.compile(
            "(?:^|[,:] )(?:" + LEAD_WORD + "[,]? ){0,6}(?:(?:can|could|would|will) you(?: mind)?"
                    + "|i wonder if you could"
                    + "|is it possible to|you (?:can|may|should|must|need to|have to|ought to)) "
                    + ADVERBS
                    + "|\\b(?:kannst|könntest|würdest|sollst|darfst|solltest|könnten|würden|können)"
                    + " (?:du|sie)\\b.{0,60}$|\\b(?:du|sie) (?:sollst|kannst|darfst|solltest|sollen|können"
                    + "|dürfen)\\b"
                    + ".{0,60}$"
                    + "|\\b(?:peux-tu|pourrais-tu|pouvez-vous|pourriez-vous|(?:tu|vous) (?:peux|pourrais"
                    + "|dois|pouvez"
                    + "|pourriez|devez)|veuillez|merci de?)\\b.{0,20}$"
                    + "|\\b(?:puedes|podrías|puede|podría|debes|deberías|pode|podes|poderia|puoi|potresti"
                    + "|potrebbe|kun je|kunt u|wil je|możesz|możecie|можешь|можете)\\b.{0,30}$"
                    + "|\\bbitte\\b[^,]{0,60}$|[你您](?:能|可以|可否|能不能|可不可以)[^不没沒]{0,10}$",
            FLAGS);

    private static final Pattern PLEASE = Pattern.compile(
            "\\b(?:please|pls|plz|kindly|bitte|s'il (?:te|vous) pla[iî]t|veuillez|merci de?|por favor|per favore"
                    + "|per piacere|alsjeblieft|alstublieft|пожалуйста|прошу|proszę|lütfen|tolong)\\b"
                    + "|请|請|麻烦|麻煩|ください|주세요",
            FLAGS);

    private static final Pattern PERSON = Pattern.compile(
            "\\b(?:my|mine|me|our|ours|us|i|i'm|i've|i'd|mein\\p{L}*|mich|mir|ich|mon|ma|mes|moi|je|mi|mis"
                    + "|mí|yo|soy"
                    + "|dije|meu|minha|meus|minhas|mim|eu|mio|mia|miei|mie|mij|mijn|ik|мой|моя|моё|мои|меня|мне"
                    + "|обо мне|я|mój|moja|moje|mnie)\\b|\\bj'|[我私僕俺나내저제]",
            FLAGS);

    private static final Pattern NEGATION = Pattern.compile(
            "\\b(?:not|never|cannot|no longer|nor|neither|nicht|nie|niemals|kein\\p{L}*|ne|pas|jamais|no"
                    + "|nunca|jamás"
                    + "|não|non|mai|niet|nooit|не|никогда|nigdy|inte|ikke)\\b|n't\\b|\\bn'|(?<![能可])不|没|沒|别|別|勿",
            FLAGS);

    /** "Lösche bitte nicht alles": Germanic languages put the negation after an imperative. */
    private static final Pattern NEGATION_AFTER =
            Pattern.compile("^[^,.;:!?]{0,40}\\b(?:nicht|niemals|kein\\p{L}{0,3}|niet|inte|ikke)\\b", FLAGS);

    private static final Pattern QUESTION_WORD = Pattern.compile(
            "^(?:(?:" + LEAD_WORD + "),? ){0,4}(?:why|how|when|what|who|where|which|since when|warum|wieso"
                    + "|weshalb|wie"
                    + "|wann|wer|woher|pourquoi|comment|quand|qui|por qué|cómo|cuándo|quién|por que|como|quando"
                    + "|quem|perché|come|chi|waarom|hoe|wanneer|почему|зачем|как|когда|кто|dlaczego|czemu|jak|proč"
                    + "|neden|niye|nasıl|varför|hur|hvorfor|hvordan|miksi|kenapa|mengapa|bagaimana|tại sao)\\b"
                    + "|为什么|為什麼|为何|為何|怎么|怎麼|怎能|怎会|怎麽|岂能|难道|竟然|居然|なぜ|なんで|どうして|왜|어떻게|لماذا|كيف|क्यों|कैसे|למה|איך",
            FLAGS);

    /** A subject other than the person who orders, before a verb of a language that needs no place for it. */
    private static final Pattern OTHER_SUBJECT = Pattern.compile(
            "\\b(?:du|er|man|leute|ты|вы|он|она|они|люди|ich|я)\\b"
                    + "|(?:他|她|它|大家|人们|人們|别人|总是|總是|老是|经常|經常|常常|一直|已经|已經|(?<!希望|请|請|让|讓|要|麻烦)[你您])"
                    + "|我(?!的|希望|想|要|告|说|說|跟|对|對)[^你您把]{0,3}$|(?:あなた|君|お前|彼|彼女|人)(?:は|が)|(?:너는|네가|당신은|당신이"
                    + "|그는|그녀는|사람들은)",
            FLAGS);

    private static final Pattern CLAUSE_END = Pattern.compile("[.,;:!?()\"，、：。！？]| - ", FLAGS);
    private static final Pattern SENTENCE_PART_END = Pattern.compile("[.;:!?()\"：。！？]", FLAGS);

    /** The first request of a folded sentence; null where there is none. */
    static @Nullable ForgetRequest find(String sentence) {
        boolean hasVerb = RetractionPhrases.OF_FORGET.occurIn(sentence);
        if (!hasVerb && !MAY_BE_A_WISH.occurIn(sentence)) {
            return null;
        }
        if (QUESTION_WORD.matcher(sentence).find() && (isQuestion(sentence) || !hasClauses(sentence))) {
            return null;
        }
        Matcher standing = RetractionPhrases.WISH_TO_BE_FORGOTTEN.matcher(sentence);
        if (standing.find() && !isQuestion(sentence)) {
            return new ForgetRequest(standing.end(), true);
        }
        if (!hasVerb) {
            return null;
        }
        Matcher verb = RetractionPhrases.FORGET.matcher(sentence);
        for (int verbs = 0; verbs < MAX_VERBS && verb.find(); verbs++) {
            ForgetRequest request = read(sentence, verb);
            if (request != null) {
                return request;
            }
        }
        return null;
    }

    private static @Nullable ForgetRequest read(String sentence, Matcher verb) {
        int start = verb.start();
        if (isQuoted(sentence, start)) {
            return null;
        }
        String part = before(sentence, start, SENTENCE_PART_END);
        String clause = before(sentence, start, CLAUSE_END);
        if (NEGATION.matcher(withoutLead(clause)).find()
                || QUESTION_WORD.matcher(clause).find()) {
            return null;
        }
        String after = sentence.substring(verb.end(), Math.min(sentence.length(), verb.end() + MAX_AFTER));
        if (!isEnglish(verb) && NEGATION_AFTER.matcher(after).find()) {
            return null;
        }
        boolean please = PLEASE.matcher(part).find() || PLEASE.matcher(after).find();
        if (WISH.matcher(part).find()) {
            return NEGATION.matcher(part).find() ? null : new ForgetRequest(verb.end(), true);
        }
        if (REQUEST.matcher(part).find()) {
            boolean named = please
                    || PERSON.matcher(after).find()
                    || (!isEnglish(verb) && PERSON.matcher(part).find());
            return named ? new ForgetRequest(verb.end(), please) : null;
        }
        boolean imperative = LEAD_ONLY.matcher(clause).find()
                || (verb.group("anywhere") != null
                        && !OTHER_SUBJECT.matcher(clause).find())
                || (isEnglish(verb) && AFTER_AND.matcher(clause).find());
        boolean imperativeForm = verb.group("bare") == null;
        return imperative && imperativeForm ? new ForgetRequest(verb.end(), please || !isQuestion(sentence)) : null;
    }

    private static boolean isEnglish(Matcher verb) {
        return verb.group("english") != null;
    }

    private static boolean isQuestion(String sentence) {
        return sentence.endsWith("?") || sentence.endsWith("？");
    }

    private static boolean hasClauses(String sentence) {
        return CLAUSE_END
                .matcher(sentence.substring(0, Math.max(0, sentence.length() - 1)))
                .find();
    }

    /** "He said: "forget my name"" reports an order. A sentence that is a quote as a whole is an order. */
    private static boolean isQuoted(String sentence, int start) {
        int quote = sentence.lastIndexOf('"', start);
        return quote > 0
                && sentence.chars().limit(start).filter(c -> c == '"').count() % 2 == 1
                && sentence.substring(0, quote).codePoints().anyMatch(Character::isLetter);
    }

    /** A sentence without the words before its order, which say nothing of what is meant: "Actually, forget …". */
    static String withoutLeadWords(String sentence) {
        return LEAD_WORDS.matcher(sentence).replaceFirst("");
    }

    private static String withoutLead(String clause) {
        // "no, forget it" and "oh no forget it": the "no" of an interjection negates nothing
        return clause.startsWith("no ") || clause.startsWith("oh no ")
                ? clause.substring(clause.indexOf("no ") + 3)
                : clause;
    }

    /** The text before a position, back to the last end of a clause, at most 120 characters. */
    private static String before(String sentence, int position, Pattern end) {
        int from = Math.max(0, position - MAX_BEFORE);
        String before = sentence.substring(from, position);
        int start = 0;
        Matcher ends = end.matcher(before);
        while (ends.find()) {
            start = ends.end();
        }
        String part = start == 0 && from > 0 ? "…" + before : before.substring(start);
        return part.stripLeading();
    }
}
