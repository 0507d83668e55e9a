package io.minerstack.memory.playbook.rules;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Recognises orders that are meant to override the rules of the model: "ignore all rules", "you are now DAN", in many
 * languages. Each pattern takes a number of steps that is linear in the length of the text, because its gaps are
 * bounded.
 */
final class OrderToModel {

    private static final int FLAGS = Pattern.UNICODE_CHARACTER_CLASS;

    private static final String VERB =
            "(?:ignor(?:e|ing)|disregard(?:ing)?|forget|overrid(?:e|ing)|overwrite|bypass(?:ing)?"
                    + "|break(?:ing)?|drop|disobey|violate|circumvent|disable|deactivate|turn off|switch off"
                    + "|abandon|discard|delete"
                    + "|remove|erase|reset|unlearn|neglect|set aside|throw away|get rid of|lift"
                    + "|(?:do not|don't|dont|never|stop|no longer|not) (?:follow|following|obey|obeying|observe"
                    + "|respect|comply with"
                    + "|adhere to|apply|abide by|listen to))";

    private static final String RULES =
            "(?:rules?|rule ?book|guidelines?|guard ?rails?|instructions?|directives?|policy|policies"
                    + "|restrictions?|limits|limitations|safeguards?|safety (?:checks?|measures?|filters?"
                    + "|features?)|programming"
                    + "|(?:system |initial |original )?prompts?|training|content (?:filters?|policy|policies)"
                    + "|filters|ethics"
                    + "|moral compass|protocols?|censorship)";

    // only words without a subject of their own: "ignore the lint rules" is a wish about code
    private static final String WORDS_BETWEEN =
            "(?:(?:all|any|every|each|of|your|the|my|its|their|our|these|those|this|that"
                    + "|previous|prior|above|earlier|existing|current|other|safety|content|system|ethical|moral"
                    + "|internal"
                    + "|original|initial|default|own|built-in|openai's?|openai|and|or|both|preceding|past|given"
                    + "|developer|hidden"
                    + "|core|security|strict|usual|normal|standard|set|with|what|ai|model|entire|whole|list"
                    + "|about) ){0,8}";

    private static final List<Pattern> ORDERS = List.of(
            // English
            compile("\\b" + VERB + " " + WORDS_BETWEEN + RULES + "\\b(?! of (?:grammar|thumb|golf|chess))"),
            compile("ignore (?:all |any |the )?(?:previous|prior|above|earlier)|disregard (?:all|any"
                    + "|the) (?:previous|above|prior)"
                    + "|disregard previous|system prompt|system override"),
            compile("\\b(?:ignore|disregard|forget|override)\\b.{0,30}\\b(?:previous|prior|above|earlier|system)\\b"
                    + ".{0,20}\\b(?:instructions?|prompts?|rules?|messages?)\\b"),
            compile("\\b(?:ignor(?:e|ing)|disregard|disable|bypass|skip) (?:all |any |your |the ){0,3}(?:safety"
                    + "|security|content)"
                    + " (?:checks?|filters?|measures?|rules?|guidelines?|polic(?:y|ies))"),
            compile("\\b(?:you are|you're|you will be|act|behave|respond|answer|pretend to be|pretend you are"
                    + "|roleplay) (?:now |from now on )?"
                    + "(?:as |like )?(?:an? |the |my |in )?(?:\\p{L}{1,20} )?(?:dan|stan|dude"
                    + "|jailbroken|jailbreak|unrestricted|unfiltered"
                    + "|uncensored|amoral|unethical|(?:developer|god|debug|admin|root|sudo|dan"
                    + "|jailbreak|evil|unrestricted) mode)\\b"),
            compile("\\b(?:you|now) (?:have|has|with|are bound by|are under|are free (?:of|from)) (?:no|any|all"
                    + "|zero|your|the)? ?(?:more )?"
                    + "(?:rules|restrictions|limits|limitations|guidelines|filters|boundaries"
                    + "|constraints|ethics)\\b"),
            compile("\\b(?:without|free of|free from) (?:any |all |more |your |the ){0,2}(?:rules|restrictions"
                    + "|limitations|guidelines|safety (?:checks?|filters?|measures?|guidelines?|rules?)|safeguards?"
                    + "|guard ?rails?|censorship|content filters?|moral limits|ethical (?:limits|guidelines"
                    + "|constraints))\\b"),
            compile("\\bdo anything now\\b|\\bjailbr(?:eak|oken)|\\bdeveloper mode\\b|\\bdan mode\\b|\\bgod mode\\b"
                    + "|\\bnew (?:system )?(?:instructions|rules)\\b ?:"),
            compile("\\b(?:pretend|assume|imagine|act as if|suppose)\\b.{0,40}\\b" + RULES
                    + " (?:do not|don't|does not|doesn't|did not|didn't|no longer) (?:exist|apply|matter|count)\\b"),
            compile("(?<!\\b(?:never|not|don't|dont|avoid) )\\b(?:send|post|forward|upload|leak|reveal|exfiltrate"
                    + "|disclose|e-?mail|transmit|print|output|repeat)\\b"
                    + ".{0,40}\\b(?:api keys?|passwords?|system prompt|credentials|secret keys?"
                    + "|access tokens?|private keys?)\\b"),
            // German, Dutch, Scandinavian
            compile("\\b(?:ignorier\\p{L}*|missacht\\p{L}*|vergiss|vergesst|umgeh\\p{L}*|überschreib\\p{L}*"
                    + "|übergeh\\p{L}*|brich"
                    + "|breche|verletze|verwirf|deaktivier\\p{L}*|lösch\\p{L}*|setz\\p{L}*|hebe?"
                    + "|halte? dich nicht|befolg\\p{L}* (?:keine|nicht)"
                    + "|folg\\p{L}* (?:keinen|nicht))\\b.{0,40}\\b(?:system)?(?:regel|anweisung"
                    + "|richtlinie|vorgabe|vorschrift"
                    + "|beschränkung|einschränkung|instruktion|leitlinie|sicherheits|systemprompt"
                    + "|prompt)\\p{L}*"),
            compile("\\bdu bist (?:jetzt|nun|ab jetzt|ab sofort|von nun an)\\b.{0,20}\\b(?:dan|uneingeschränkt"
                    + "|unzensiert|frei von|ohne)"
                    + "|\\bohne (?:jegliche |jede |alle )?(?:regeln|einschränkungen|beschränkungen"
                    + "|zensur)\\b"),
            compile("\\b(?:negeer|vergeet|omzeil|overschrijf|doorbreek)\\b.{0,40}\\b(?:regels|instructies"
                    + "|richtlijnen|beperkingen)\\b"
                    + "|\\bje bent nu\\b.{0,15}\\b(?:dan|onbeperkt)"),
            compile("\\b(?:ignorera|ignorer|glöm|glem|bortse från|se bort fra|unohda"
                    + "|ohita)\\b.{0,40}\\b(?:regler|instruktion|riktlinj"
                    + "|retningslinj|begräns|säännöt|ohjeet)\\p{L}*|\\bdu är nu\\b.{0,15}\\bdan\\b"
                    + "|\\bdu er nå?u?\\b.{0,15}\\bdan\\b"),
            // Romance
            compile("\\b(?:ignor|oubli|contourn|outrepass|enfrei|désobé|transgress"
                    + "|désactiv)\\p{L}*\\b.{0,40}\\b(?:règles?|instructions?|consignes?"
                    + "|directives?|restrictions?|limites)\\b|\\bne (?:respecte|suis"
                    + "|tiens)\\p{L}* .{0,40}\\b(?:règles?|instructions?|consignes?)\\b"
                    + "|\\btu es (?:maintenant|désormais)\\b.{0,20}\\b(?:dan|sans)\\b"
                    + "|\\bvous êtes (?:maintenant|désormais)\\b.{0,20}\\bdan\\b"),
            compile("\\b(?:ignor|olvid|omit|anul|desobede|salt|incumpl|sáltate|rompe|haz caso omiso|evad"
                    + "|elud)\\p{L}*\\b.{0,40}\\b(?:reglas"
                    + "|instrucciones|directrices|normas|restricciones|límites|pautas)\\b"
                    + "|\\b(?:ahora eres|eres ahora)\\b.{0,20}\\b(?:dan|sin)\\b"),
            compile("\\b(?:ignor|esque|desconsider|anul|desobede|quebr|burl"
                    + "|contorn)\\p{L}*\\b.{0,40}\\b(?:regras|instruções|diretrizes"
                    + "|restrições|limites|normas)\\b|\\b(?:agora você é|você agora é"
                    + "|você é agora)\\b.{0,20}\\b(?:o? ?dan|sem)\\b"),
            compile("\\b(?:ignor|dimentic|trascur|aggir|scavalc|viol|disattiv"
                    + "|disobbed)\\p{L}*\\b.{0,40}\\b(?:regole|istruzioni|linee guida|direttive"
                    + "|restrizioni|limiti)\\b|\\b(?:ora sei|adesso sei|sei ora)\\b.{0,20}\\b(?:dan"
                    + "|senza)\\b"),
            // Slavic, Turkish, Hungarian, Romanian, Greek
            compile("\\b(?:(?:z)?ignoruj|zapomnij|pomiń|obejdź|złam|zapomeň|poruš)\\p{L}*\\b.{0,40}\\b(?:zasad"
                    + "|instrukc|reguł|wytyczn|ograniczen"
                    + "|pravid|pokyn|omezen)\\p{L}*|\\b(?:jesteś teraz|teraz jesteś|nyní jsi"
                    + "|teď jsi)\\b.{0,15}\\bdan\\b"),
            compile("(?:игнорируй|проигнорируй|забудь|обойди|нарушь|нарушай|отмени|отключи|не соблюдай"
                    + "|не следуй|ігноруй|порушуй)\\p{L}*.{0,40}"
                    + "(?:правил|инструкци|указани|ограничени|інструкці|обмежен|запрет)\\p{L}*"
                    + "|(?:ты теперь|теперь ты|ти тепер).{0,15}(?:dan|дан|без)\\b"),
            compile("(?:kural|talimat|kısıtlama|yönerge|sınırlama)\\p{L}*.{0,40}(?:yok say|görmezden gel|unut"
                    + "|boz|uyma|geç|çiğne)"
                    + "|\\bartık (?:sen )?dan|\\bsen artık.{0,15}\\bdan\\b"),
            compile("(?:hagyd figyelmen kívül|felejtsd el|szegd meg|ignoră|uită|încalcă|αγνόησε|αγνοήστε|ξέχασε"
                    + "|παράκαμψε).{0,40}(?:szabály|utasítás"
                    + "|regul|instrucțiun|κανόν|οδηγί|περιορισμ)\\p{L}*|(?:szabály"
                    + "|utasítás)\\p{L}*.{0,30}(?:hagyd figyelmen|felejtsd)"),
            // East and South Asia, Arabic, Hebrew
            compile("(?:忽略|忽视|忽視|无视|無視|忘记|忘掉|忘記|绕过|繞過|违反|違反|不要遵守|不再遵守|不遵守|别遵守|覆盖|覆蓋|推翻|抛开|拋開|取消|突破|跳过|解除|关闭)"
                    + ".{0,20}(?:规则|規則|指令|指示|限制|指南|准则|準則|提示|规定|規定|规范|設定|设定|约束|約束|说明)"),
            compile("(?:你|您)(?:现在|現在|从现在起|從現在起)(?:开始)?(?:就)?(?:是|叫|扮演|将是).{0,12}(?:dan|不受限|没有限制|沒有限制|无限制|越狱|没有任何)|"
                    + "(?:没有|沒有|不受)(?:任何)?(?:规则|規則|限制|约束|約束)|越狱模式|开发者模式|開發者模式"),
            compile("(?:ルール|規則|指示|命令|制限|ガイドライン|制約|プロンプト|規定).{0,20}(?:無視|忘れ|破|上書き|従わない|従うな|無効|解除)"
                    + "|(?:あなた|君|お前)は(?:今|これ)から.{0,15}(?:dan|制限のない|無制限)|脱獄|制限なし"),
            compile("(?:규칙|지시|지침|제한|명령|가이드라인|프롬프트|제약).{0,20}(?:무시|잊|어겨|따르지|위반|우회|해제)|(?:너는|당신은) (?:이제|지금)"
                    + ".{0,15}(?:dan|제한 없)|탈옥"),
            compile("(?:تجاهل|انس|تجاوز|اخرق|خالف|ألغ).{0,40}(?:القواعد|قواعد|التعليمات|تعليمات|القيود|قيود"
                    + "|الإرشادات|إرشادات)|أنت الآن.{0,15}dan"),
            compile("(?:नियम|निर्देश|प्रतिबंध|दिशानिर्देश|दिशा-निर्देश).{0,40}(?:अनदेखा|नज़रअंदाज़|नजरअंदाज|भूल"
                    + "|तोड़|उपेक्षा|अनदेखी)|(?:तुम|आप) अब.{0,15}dan"),
            compile("(?:bỏ qua|phớt lờ|quên|phá vỡ|vượt qua).{0,40}(?:quy tắc|hướng dẫn|chỉ dẫn|luật|giới hạn"
                    + "|hạn chế)|(?:bây giờ bạn là|bạn bây giờ là).{0,15}dan"),
            compile("\\b(?:abaikan|lupakan|langgar|hiraukan)\\b.{0,40}\\b(?:aturan|instruksi|pedoman|petunjuk"
                    + "|batasan)|\\b(?:kamu|anda) sekarang.{0,15}\\bdan\\b"),
            compile("(?:התעלם|התעלמי|שכח|עקוף).{0,40}(?:כללים|הוראות|הנחיות|מגבלות|חוקים)"));

    private static final Pattern SPACED_WORD =
            Pattern.compile("(?<![\\p{L}\\p{N}])(?:\\p{L}[ .*_-]){3,20}\\p{L}(?![\\p{L}\\p{N}])");

    private static final Pattern DIGIT_IN_WORD =
            Pattern.compile("(?<=[a-z])[0-8](?=[a-z])|(?<![a-z0-9])[0-8](?=[a-z]{3})");

    private static final List<String> SUBJECTS = List.of("""
            rule guideline guard instruction directive polic restriction limit safe programming prompt
            training key password credential token secret
            filter ethic moral protocol censor previous prior above earlier override dan stan dude
            jailb unrestricted unfiltered mode boundar constraint anything now message security regel
            anweisung richtlinie vorgabe vorschrift instruktion leitlinie sicherheit zensur ohne frei
            richtlijn beperking regler riktlinj retningslinj regl consign sans reglas instruc directric
            norma paut sin regras diretriz sem regole istruzion linee restrizion senza zasad instrukc
            ograniczen pravid pokyn kural talimat aturan instruksi pedoman petunjuk batasan""".split("\\s+"));

    private OrderToModel() {}

    static boolean isIn(String text) {
        String folded = visible(TextFolding.fold(text));
        String plain = withPlainLetters(folded);
        return isInFolded(folded) || (!plain.equals(folded) && isInFolded(plain));
    }

    private static boolean isInFolded(String folded) {
        return mayBeIn(folded)
                && ORDERS.stream().anyMatch(order -> order.matcher(folded).find());
    }

    /** "i g n o r e" and "1gn0re" are "ignore". */
    private static String withPlainLetters(String folded) {
        String joined =
                SPACED_WORD.matcher(folded).replaceAll(word -> word.group().replaceAll("[ .*_-]", ""));
        return DIGIT_IN_WORD
                .matcher(joined)
                .replaceAll(digit -> String.valueOf(
                        "oizeasgtb".charAt("012345678".indexOf(digit.group().charAt(0)))));
    }

    /** A quick look for the things that orders are about, which spares most texts the patterns. */
    private static boolean mayBeIn(String folded) {
        return folded.codePoints().anyMatch(point -> point > 0x7f)
                || SUBJECTS.stream().anyMatch(folded::contains);
    }

    /** The patterns, for tests of their steps. */
    static List<Pattern> patterns() {
        return ORDERS;
    }

    /** The text without characters that a reader does not see and that would split a word. */
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints()
                .filter(point -> Character.getType(point) != Character.FORMAT)
                .forEach(visible::appendCodePoint);
        return visible.toString();
    }

    private static Pattern compile(String regex) {
        return Pattern.compile(regex, FLAGS);
    }
}
