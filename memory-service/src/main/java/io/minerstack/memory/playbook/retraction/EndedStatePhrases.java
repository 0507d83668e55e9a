package io.minerstack.memory.playbook.retraction;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words with which people say that something is no longer so, or never was, in many languages, for folded
 * sentences. Each pattern takes a number of steps that is linear in the length of the sentence, because its repetitions
 * are bounded.
 */
final class EndedStatePhrases {

    private static final int FLAGS = Pattern.UNICODE_CHARACTER_CLASS;

    private static final String WE_HAVE =
            "^(?:i|we)(?:'ve| have)?(?: (?:now|just|recently|finally|also|all|already)){0,3}";
    private static final String GERMAN_TIME = "(?:(?:gerade|jetzt|nun|kürzlich|neulich|inzwischen|endlich|schon|vor"
            + " kurzem|letztes jahr|dieses jahr) ){0,3}";
    private static final String DUTCH_TIME =
            "(?:(?:net|nu|pas|onlangs|recent|inmiddels|eindelijk|al|vorig jaar|dit jaar) ){0,3}";

    /** Words before a correction, which say nothing about its subject: "Correction: my project uses MySQL, not …". */
    static final Pattern LEAD = Pattern.compile(
            "^(?:(?:correction|update|edit|note|fyi|sorry|oops|no|wait|well|actually|in fact|i mean|to be clear|hm+"
                    + "|korrektur|richtigstellung|eigentlich|nein|entschuldigung|rectification|en fait|non|pardon"
                    + "|corrección|en realidad|perdón|correção|na verdade|desculpa|correzione|in realtà|scusa"
                    + "|correctie|eigenlijk|nee|исправление|на самом деле|нет|извини|korekta|właściwie|przepraszam"
                    + "|更正|其实|其實|不对|不對)(?:[:,;.!–—-]{1,3} ?| - |[：，] ?)){1,3}",
            FLAGS);

    /** How an English statement or order begins. */
    static final Pattern ENGLISH = Pattern.compile(
            "(?:i|i'm|i've|we|we're|we've|you|please|pls|ok|and|so|now|stop|quit|cease)(?![\\p{L}'])", FLAGS);

    /** The end of a state: "I no longer live in Oslo". */
    static final Pattern ENDED = Pattern.compile(
            "^(?:i|we)(?:'m|'re|'ve)?(?: \\p{L}{1,10}){0,2} no longer .+"
                    + "|^(?:i|we)(?:'m|'re)?(?: \\p{L}{1,10}){0,2}?(?:n't| not|not)\\b.{1,200}?"
                    + "\\bany ?(?:more|longer)\\b.*"
                    + "|^(?:i|we)(?:'ve| have)? stopped using .+"
                    + "|^(?:ich|wir) .{1,120}?\\bnicht (?:mehr|länger)\\b.*"
                    + "|^(?:ich|wir) .{1,120}?\\bkein(?:e|en|em|er)? .{1,60}?\\bmehr\\b.*"
                    + "|^(?:je|nous) (?:ne |n')(?:[\\p{L}']{1,20} ){1,3}plus\\b.*"
                    + "|^(?:yo )?ya no .+"
                    + "|^(?:eu )?(?:já )?não .{1,80}?\\bmais\\b.*"
                    + "|^(?:io )?non .{1,80}?\\bpiù\\b.*"
                    + "|^ik .{1,80}?\\b(?:niet|geen)\\b.{1,60}?\\bmeer\\b.*"
                    + "|^(?:я |мы )?(?:\\p{L}{1,20} ){0,2}больше не .+"
                    + "|^(?:ja |my )?(?:już|więcej) nie .+|^(?:ja |my )?nie .{1,80}?\\b(?:już|więcej)\\b.*"
                    + "|^我(?:已经|已經|现在|現在)?不再.+",
            FLAGS);

    /** The order to stop something: "Stop using metric units". */
    static final Pattern STOPPED = Pattern.compile(
            "^(?:please |pls |ok |and |so |now ){0,5}(?:you (?:can|may|should) )?(?:please )?(?:stop|quit|cease) "
                    + "\\p{L}{2,20}ing .+"
                    + "|^(?:bitte )?(?:hör|höre|hören sie) (?:bitte )?(?:endlich )?(?:damit )?auf,? .+ zu \\p{L}+"
                    + "|^(?:bitte )?\\p{L}{3,20}(?: sie)? (?:bitte )?(?:ab jetzt )?(?:kein\\p{L}{0,2} .{1,80}|.{0,80}"
                    + "\\bnicht) mehr$"
                    + "|^(?:arrête|arrêtez|cesse|cessez) (?:de |d').+|^n(?:e |')\\p{L}{3,20} plus .+"
                    + "|^(?:por favor )?(?:deja|deje|para|pare) de .+|^(?:por favor )?no \\p{L}{3,20} más .+"
                    + "|^(?:por favor )?(?:pare|para|deixe|deixa) de .+"
                    + "|^(?:per favore )?(?:smetti|smetta|smettila) di .+"
                    + "|^(?:alsjeblieft )?(?:stop|hou|houd) (?:op )?met .+|^\\p{L}{3,20} geen .{1,80} meer$"
                    + "|^(?:пожалуйста )?(?:перестань|перестаньте|прекрати|прекратите|хватит) .+"
                    + "|^(?:proszę )?(?:przestań|przestańcie) .+"
                    + "|^(?:请|請)?(?:不要再|别再|別再|停止).+",
            FLAGS);

    /** The denial of a statement about oneself, which the whole clause has to repeat: "My name isn't Ann". */
    static final Pattern DENIED = Pattern.compile(
            "^(?:i|we) (?:don't|do not) \\p{L}{2,20} .+|^(?:i'm|i am|we're|we are) not .+"
                    + "|^(?:my|our) [\\p{L} ]{2,40}? (?:isn't|is not|aren't|are not) .+"
                    + "|^(?:ich|wir|mein\\p{L}{0,2}|unser\\p{L}{0,2}) .{1,80}?\\b(?:nicht|kein\\p{L}{0,2}) .+"
                    + "|^(?:je|nous) (?:ne |n'|m'|me )?.{1,40}?\\bpas .+"
                    + "|^(?:mon|ma|mes|notre|nos) .{1,40}? (?:n'est|ne sont|ne s'appelle) pas .+"
                    + "|^(?:yo )?no (?:vivo|soy|trabajo|me llamo|estoy|uso|tengo|bebo|como|hablo) .+"
                    + "|^(?:mi|mis) .{1,40}? no (?:es|son|se llama) .+"
                    + "|^(?:eu )?não (?:moro|vivo|sou|trabalho|me chamo|uso|tenho|bebo|como|falo) .+"
                    + "|^(?:o |a |os |as )?(?:meu|minha|meus|minhas) .{1,40}? não (?:é|são|se chama) .+"
                    + "|^(?:io )?non (?:vivo|abito|sono|lavoro|mi chiamo|uso|ho|bevo|mangio|parlo) .+"
                    + "|^(?:il |la |i |le )?(?:mio|mia|miei|mie) .{1,40}? non (?:è|sono|si chiama) .+"
                    + "|^(?:ik|wij|mijn|onze) .{1,80}?\\b(?:niet|geen) .+"
                    + "|^я (?:\\p{L}{1,20} )?не .+|^(?:меня|мой|моя|моё|мои) .{0,40}?\\bне .+"
                    + "|^(?:ja )?nie (?:mieszkam|jestem|pracuję|nazywam się|mam na imię|używam|piję|jem|mówię) .+"
                    + "|^(?:mój|moja|moje|moi) .{1,40}? nie (?:jest|są|to|brzmi) .+"
                    + "|^我(?:的[^不]{1,10})?(?:不(?:是|叫|住|用|在|喝|吃)|并不是|並不是).+",
            FLAGS);

    /** A denial of a wish, a thought or a duty, which denies no statement. */
    static final Pattern OPINION = Pattern.compile(
            "\\b(?:want|wish|need|think|believe|know|remember|mean|care|sure|going|trying|veux|voudrais|souhaite|pense"
                    + "|crois|sais|quiero|creo|sé|quero|acho|sei|voglio|penso|credo|so|will|möchte|glaube|denke"
                    + "|weiß|weiss|sicher|wil|denk|weet|хочу|думаю|знаю|уверен\\p{L}*|chcę|myślę|wiem)\\b|[想要觉覺知]",
            FLAGS);

    /** A statement with what it is not: "My name is Anna, not Ann". The group is what it is not. */
    static final Pattern CONTRASTED = Pattern.compile(
            "^(?:my|our|i|i'm|we|we're|mein\\p{L}{0,2}|ich|wir|mon|ma|mes|je|nous|mi|mis|me|yo|soy|vivo|meu|minha|eu"
                    + "|o meu|a minha|moro|il mio|la mia|io|mi|sono|abito|mijn|ik|мой|моя|моё|я|меня|mój|moja|moje"
                    + "|ja|nazywam|mieszkam|我)(?:\\b|(?<=我)).{1,120}?[,，] ?"
                    + "(?:and |und |et |y |e |en |и |а |a )?(?:not|nicht|pas|no|não|non|niet|не|nie|不是"
                    + "|而不是)(?:\\b|(?<=是)) ?"
                    + "(.{1,60})$",
            FLAGS);

    private static final String HOME = """
            live based reside home moved relocated settled wohne lebe gezogen umgezogen habite vis vivo resido mudé
            moro mudei abito trasferito woon живу переехал mieszkam przeprowadziłem 在 住 家 搬""";

    private static final String TOOL = """
            use code program write drive benutze nutze verwende schreibe fahre utilise uso gebruik
            использую używam 用 使""";

    private static final String JOB = "work employed job arbeite angestellt travaille trabajo";

    /**
     * A move, a switch or a new job, each with the words of the states that it ends. Words of travel are no move, and
     * between the verb and "from" stands no object: "I went from Oslo to Bergen" and "We moved the meeting from Monday
     * to Friday" end nothing. A move that still goes on has not ended anything either.
     */
    static final List<Leaving> LEAVING = List.of(
            leaving(
                    HOME,
                    WE_HAVE + " (?:moved|relocated)"
                            + "(?: (?:house|home|back|away|out|again|permanently|recently)){0,2}"
                            + " from (.{1,60}?) to .+"),
            leaving(
                    TOOL,
                    WE_HAVE + " (?:switched|migrated)(?: (?:over|back|away|again|completely|fully|recently)){0,2}"
                            + " from (.{1,60}?) to .+"),
            leaving(
                    JOB,
                    WE_HAVE + " (?:changed|switched|moved) (?:my )?(?:jobs?|employers?|company|companies)"
                            + " from (.{1,60}?) to .+"),
            leaving(
                    HOME,
                    "^(?:ich|wir) (?:bin|sind) " + GERMAN_TIME + "von (.{1,60}?) nach .{1,60}?\\b(?:um)?gezogen\\b.*"),
            leaving(
                    TOOL,
                    "^(?:ich|wir) (?:bin|sind) " + GERMAN_TIME + "von (.{1,60}?) (?:zu|auf) .{1,60}?"
                            + "\\b(?:gewechselt|umgestiegen)\\b.*"),
            leaving(
                    JOB,
                    "^(?:ich|wir) (?:habe|haben) " + GERMAN_TIME + "(?:den|die|meinen|meine) "
                            + "(?:job|stelle|arbeitgeber|firma|arbeitsstelle|arbeitsplatz) von (.{1,60}?) (?:zu|nach)"
                            + " .{1,60}?\\bgewechselt\\b.*"),
            leaving(
                    HOME,
                    "^(?:j'ai|nous avons) (?:récemment |enfin |déjà )?déménagé (?:de |d'|du )(.{1,60}?)"
                            + " (?:à|au|en|pour|vers) .+"),
            leaving(
                    TOOL,
                    "^(?:je suis|nous sommes) (?:récemment |enfin |déjà )?passée?s? (?:de |d'|du )(.{1,60}?)"
                            + " (?:à|au) .+"),
            leaving(
                    JOB,
                    "^(?:j'ai|nous avons) (?:récemment |enfin |déjà )?changé d'(?:emploi|employeur|entreprise)"
                            + " (?:de |d'|du )(.{1,60}?) (?:à|au|pour|vers) .+"),
            leaving(HOME, "^(?:yo )?(?:me|nos) (?:he |hemos )?(?:mudé|mudado|mudamos)(?: de casa)? de (.{1,60}?) a .+"),
            leaving(
                    TOOL,
                    "^(?:yo )?(?:me|nos) (?:he |hemos )?(?:cambié|cambiado|cambiamos|pasé|pasado|pasamos)"
                            + " de (.{1,60}?) a .+"),
            leaving(JOB, "^(?:yo )?(?:he )?(?:cambié|cambiado) de (?:trabajo|empleo|empresa) de (.{1,60}?) a .+"),
            leaving(HOME, "^(?:eu )?(?:me )?mudei(?:-me)?(?: de casa)? d[eoa]s? (.{1,60}?) para .+"),
            leaving(TOOL, "^(?:eu )?troquei d[eoa]s? (.{1,60}?) para .+"),
            leaving(
                    HOME,
                    "^(?:io |noi )?(?:mi sono trasferit[oa]|ci siamo trasferit[ie]|ho traslocato|abbiamo traslocato)"
                            + " da (.{1,60}?) a .+"),
            leaving(TOOL, "^(?:io )?sono passat[oa] da (.{1,60}?) a .+"),
            leaving(HOME, "^ik ben " + DUTCH_TIME + "van (.{1,60}?) naar .{1,60}?\\bverhuisd\\b.*"),
            leaving(TOOL, "^ik ben " + DUTCH_TIME + "van (.{1,60}?) naar .{1,60}?\\bovergestapt\\b.*"),
            leaving(HOME, "^(?:я |мы )?(?:недавно |уже )?переехал[аи]? (?:из|с) (.{1,60}?) (?:в|на) .+"),
            leaving(TOOL, "^(?:я |мы )?(?:недавно |уже )?(?:переш[её]л|перешл[аи]) с (.{1,60}?) на .+"),
            leaving(HOME, "^(?:ja )?(?:niedawno |już )?przeprowadził[ae]m się z (.{1,60}?) (?:do|na) .+"),
            leaving(TOOL, "^(?:ja )?(?:niedawno |już )?przesz(?:edłem|łam) z (.{1,60}?) na .+"),
            leaving(HOME, "^我(?:最近|刚|剛|已经|已經)?从(.{1,20}?)搬(?:家)?(?:到|去).+"),
            leaving(TOOL, "^我(?:最近|刚|剛|已经|已經)?从(.{1,20}?)(?:换|換)(?:到|成).+"));

    /** A return, after which the state may be as before: "I moved from Oslo to Bergen and back". */
    static final Pattern RETURNED = Pattern.compile(
            "(?:\\b(?:and|then|but|und|et|y|e|en|и|i)|,) (?:\\p{L}{1,20} ){0,3}(?:back|returned|zurück\\p{L}{0,9}"
                    + "|revenu\\p{L}{0,2}|retour|vuelto|volví|voltei|tornat[oa]|terug|обратно|вернул\\p{L}{1,4}"
                    + "|wróci\\p{L}{1,4})\\b|回来|回來|搬回",
            FLAGS);

    /** A wish to do something, which says nothing about what is done. */
    static final Pattern WISH = Pattern.compile("\\b(?:want|wish|hope|plan|like|love|need|prefer)s? to\\b");

    /** What follows the statement: a reason, a contrast. */
    static final Pattern REST = Pattern.compile(
            "[;:(–—，；：]|(?<!\\bauf),| - | (?:and|but|because|since|so|as|und|aber|sondern|weil|et|parce|y|pero|sino"
                    + "|porque|e|mas|ma|maar|omdat|и|но|а|ale|tylko|lecz|bo) |而是",
            FLAGS);

    /** A value that says that something is not or was. */
    static final Pattern NEGATION = Pattern.compile(
            "\\b(?:not|never|no|nicht|nie|kein\\p{L}*|ne|pas|plus|jamais|nunca|não|non|niet|geen|не"
                    + "|nor)\\b|n't\\b|\\bn'|[不没沒]|\\bused to\\b|\\b(?:was|were|lived|worked|früher)\\b",
            FLAGS);

    /** Words that say that something ends, is not so, is used or is so now. They say nothing about the subject. */
    static final String WORDS_OF_AN_END = """
            mehr länger keine keinen mais ya já geen больше stopped stop quit cease auf hör höre hören arrête arrêtez
            cesse cessez deja deje para pare deixe deixa de smetti smetta smettila hou houd перестань перестаньте
            прекрати прекратите хватит przestań przestańcie już więcej 现 現 在 已 经 經 再 停 止 isn aren ain endlich
            damit ab jetzt m' d' use using utiliser utilise verwenden verwende nutzen nutze benutzen benutze usar usa
            use uses usare gebruik gebruiken gebruikt использовать используй использую używać używaj używam 用 使
            currently presently nowadays actually sondern pas no não
            à au chez в во из с на w we z ze met bij bei na""";

    private EndedStatePhrases() {}

    /**
     * A sentence that says that somebody left something.
     *
     * @param phrase of the sentence; its group is what was left
     * @param states the verbs of the states that have ended; a value has one of them, beside what was left
     */
    record Leaving(Pattern phrase, Set<String> states) {}

    private static Leaving leaving(String states, String phrase) {
        return new Leaving(Pattern.compile(phrase, FLAGS), EndedState.forms(states));
    }
}
