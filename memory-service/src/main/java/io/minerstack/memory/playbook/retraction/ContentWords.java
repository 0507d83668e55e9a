package io.minerstack.memory.playbook.retraction;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The words of a text that say what the text is about. Words that every retraction has, in any of its languages, are
 * left out.
 */
public final class ContentWords {

    private static final int STEM_LENGTH = 5;

    private static final Set<String> STOP_WORDS = Set.of("""
            i im ive we me my mine our us you your yours user users the a an to of in on at is are am be been
            was were it its that this these those and or for with as by from so then than too also please pls
            just now again ever still any all every anything everything whatever what which who thing things
            stuff single about can could would will should must may do don dont does doesn did didn not no never
            longer more anymore s m t d re ve ll let know knew have had has prefer prefers like likes love loves
            want wants need needs really very always said told mention mentioned saying talked stated gave given
            learned learnt forget forgot unlearn erase wipe delete remove discard drop purge clear scrub
            disregard ignore nevermind mind scratch strike take back store stored storing save saved saving
            remember remembered remembering record recorded memorize memorise retain keep kept fact facts
            information info data detail details memory memories entry entries playbook profile history past
            previous earlier preference preferences conversation conversations whole entire completely
            immediately permanently personal collected gathered slate clean start over fresh yourself private
            far quello cosa wat welk 忆 憶 마세요 말아 말아줘 말아주세요 저장하지 기억하지
            reset request gdpr dsgvo hold holding held jot down notes note records wait instead stay remain
            希 望 信 息 想 能 吗 吧 呢 资 料 数 据 档 案
            rather put into wish ask asking hey ok okay hi hello thanks thank sorry confidential secret between off
            appreciate anywhere somewhere file unless if when right forgotten kindly
            out consent withdraw revoke rule rules part parts bit
            ich du er sie es wir ihr mich mir mein meine meinen meiner meines dich dir dein deine bin bist ist
            sind dass das der den dem des ein eine einen einer und oder über von zu mit auf für bitte
            vergiss vergesst vergessen lösche lösch löschen entferne alles weißt weisst wissen hast habe hat
            gespeichert speichere speichern merke merken nicht kein keine liebe gesagt erzählt jemals
            gemerkt je tu il elle nous vous moi mon ma mes te ton ta tes suis est que qu ce cela ça c le la les
            l un une de et ou sur pour en dans oublie oubliez supprime supprimez efface effacez tout toute
            toutes sais savez s'il plaît plait ne pas jamais plus n j enregistre enregistrez dit yo mi mis mí
            tú soy eres está lo el los las una unos del y o sobre por favor para olvida olvide borra borre
            elimina elimine todo toda todos sabes sabe nunca más guardes guarde he dicho eu meu minha meus sou é
            você os um uma da em esqueça esquece apague apaga exclua remova tudo não mim io mio mia miei sono
            sei è che gli uno di della su per favore dimentica cancella rimuovi tutto sai non mai più ti ho ik
            mij mijn jij jou bent dat het een van alsjeblieft vergeet verwijder wis weet niet meer ja mnie
            mój moja moje jestem że proszę zapomnij usuń skasuj wszystko wiesz nie я мы мне меня мой моя моё мои
            обо ты вы что это и о про пожалуйста забудь забудьте удали удалите сотри всё все знаешь знаете не
            benim bana hakkımda bildiğin her şeyi lütfen unut sil unutun silin olduğumu jag mig min mitt mina är
            att det om glöm allt vet inte jeg glem alt ved ikke saya aku lupakan hapus semua semuanya tentang
            tolong yang kamu tahu bahwa adalah tôi của hãy quên xóa tất cả về những gì bạn biết đừng 我 你 您 的 是
            了 请 請 把 忘 记 記 掉 删 刪 除 清 抹 去 关 關 于 於 一 切 有 全 部 知 道 这 這 那 个 個 事 情 不 要 别 存 储 儲 保 再 空 私 覚 消 削 僕 俺 件
            möchte vergisst sollst kannst könntest würdest darfst veux voudrais aimerais oublies oublier peux
            pourrais pouvez pourriez quiero quisiera olvides olvidar puedes podrías quero queria esqueças
            esquecer voglio vorrei dimentichi dimenticare хочу чтобы забыл забыла забыть можешь forgetting
            可 以 麻 烦 告 诉 说
            저는 나는 나에 제가 내가 나를 저를 대해 대한 관한 것을 것 모두 모든 전부 다 잊어 잊어줘 잊어주세요 잊으세요 삭제 삭제해줘 지워줘 기억 해줘 주세요
            내 제 나의 저의 من فضلك انس احذف امسح كل شيء عني أن لا मेरा मेरी मेरे मुझे मैं कृपया भूल जा जाओ जाइए
            हटाओ मिटाओ सब कुछ के बारे में को है हूँ""".split("\\s+"));

    /** Words of two ideographs whose parts have other meanings elsewhere: "remember" and "all", but also "address". */
    private static final Pattern STOP_PAIRS = Pattern.compile("记住|記住|所有");

    /** What Korean adds to the subject and the object of a sentence. */
    private static final Pattern KOREAN_PARTICLE = Pattern.compile("(?<=[가-힣]{2})[을를은는이가]$");

    private static final Pattern SIGN = Pattern.compile("(?<=\\p{L})(?:#(?!\\p{L})|\\+\\+)");

    /**
     * The forms of verbs that an order to stop or the end of a state has in another form than the entry. Only these
     * lose an ending: without its ending, "care" would be "car", and "Jane" would be "Jan".
     */
    private static final Map<String, String> VERB_FORMS = verbForms("""
            use uses using
            live lives living
            reside resides residing
            work works working
            drive drives driving
            write writes writing
            call calls calling
            speak speaks speaking
            talk talks talking
            answer answers answering
            reply replies replying
            respond responds responding
            add adds adding
            include includes including
            give gives giving
            show shows showing
            make makes making
            send sends sending
            translate translates translating
            summarize summarizes summarizing
            explain explains explaining
            mention mentions mentioning
            repeat repeats repeating
            suggest suggests suggesting
            recommend recommends recommending
            eat eats eating
            drink drinks drinking
            smoke smokes smoking
            study studies studying
            teach teaches teaching""");

    private ContentWords() {}

    /** The content words of a text, each cut to its first five letters, in their order. */
    public static Set<String> of(String text) {
        return content(text, ContentWords::cut);
    }

    /** The content words of a text, uncut, each form of a listed verb as its base form, in their order. */
    static Set<String> whole(String text) {
        return content(text, ContentWords::verbBase);
    }

    /** As {@link #whole}, each cut to its first five letters: in many languages the end of a word varies. */
    public static Set<String> withVerbBases(String text) {
        return content(text, word -> cut(verbBase(word)));
    }

    private static Set<String> content(String text, UnaryOperator<String> form) {
        List<String> words =
                TextFolding.words(STOP_PAIRS.matcher(withSpelledOutSigns(text)).replaceAll(" "));
        boolean ideographs = words.stream().anyMatch(ContentWords::isIdeograph);
        Set<String> content = new LinkedHashSet<>();
        for (String word : words) {
            // between ideographs, hiragana are particles and endings
            if (!STOP_WORDS.contains(word) && !(ideographs && isHiragana(word))) {
                content.add(form.apply(word));
            }
        }
        return content;
    }

    /** "C", "C#" and "C++" are three languages, and the signs are no parts of words. */
    public static String withSpelledOutSigns(String text) {
        return text.indexOf('#') < 0 && text.indexOf('+') < 0
                ? text
                : SIGN.matcher(text).replaceAll(match -> match.group().equals("#") ? "sharp" : "plus");
    }

    private static String verbBase(String word) {
        return VERB_FORMS.getOrDefault(word, word);
    }

    private static Map<String, String> verbForms(String lines) {
        Map<String, String> bases = new HashMap<>();
        lines.lines().map(line -> line.split(" ")).forEach(forms -> {
            for (String form : forms) {
                bases.put(form, forms[0]);
            }
        });
        return Map.copyOf(bases);
    }

    private static String cut(String inflected) {
        String word = KOREAN_PARTICLE.matcher(inflected).replaceFirst("");
        return word.length() <= STEM_LENGTH ? word : word.substring(0, STEM_LENGTH);
    }

    private static boolean isIdeograph(String word) {
        return Character.isIdeographic(word.codePointAt(0));
    }

    private static boolean isHiragana(String word) {
        return word.codePoints()
                .allMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HIRAGANA);
    }
}
