package io.minerstack.memory.playbook.retraction;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.memory.playbook.InsightType;
import io.minerstack.memory.playbook.OperationType;
import io.minerstack.memory.playbook.PlaybookEntry;
import io.minerstack.memory.playbook.retraction.RetractionReader.Reading;
import io.minerstack.memory.playbook.rules.CountedText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetractionReaderTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # mem0ai/mem0#4956, 1jehuang/jcode#1104: what has ended stays beside its end
            I no longer live in Oslo. | I live in Oslo
            I'm no longer vegetarian, I eat fish now. | I am a vegetarian
            I don't work at Acme any more | I work at Acme as an engineer
            I'm not allergic to nuts anymore. | I am allergic to nuts
            I stopped using Python 3.8. | I use Python 3.8
            Ich wohne nicht mehr in Bonn. | Ich wohne in Bonn
            Ich bin kein Vegetarier mehr. | Ich bin Vegetarier
            Je ne suis plus végétarien. | Je suis végétarien
            Ya no vivo en Madrid. | Vivo en Madrid
            Eu não moro mais em Lisboa. | Eu moro em Lisboa
            Non vivo più a Roma. | Vivo a Roma
            Ik woon niet meer in Utrecht. | Ik woon in Utrecht
            Я больше не живу в Москве. | Я живу в Москве
            我不再住在北京。 | 我住在北京
            Nie mieszkam już w Krakowie. | Mieszkam w Krakowie
            # matrixorigin/memoria#89: words that announce a correction
            Correction: my project uses MySQL, not PostgreSQL. | My project uses PostgreSQL
            Sorry, no, my name is Anna, not Ann. | My name is Ann
            Actually, I no longer live in Oslo. | I live in Oslo
            Korrektur: Ich wohne nicht mehr in Bonn. | Ich wohne in Bonn
            En fait, je ne suis plus végétarien. | Je suis végétarien
            更正：我不再住在北京。 | 我住在北京
            # a move or a switch: what was left and what took its place
            I moved from Oslo to Bergen. | I live in Oslo
            We've recently relocated from Oslo to Bergen | The user lives in Oslo
            I moved house from Oslo to Bergen. | I reside in Oslo
            I've moved away from Oslo to Bergen. | My home is in Oslo
            We've all just moved from Oslo to Bergen. | I'm based in Oslo
            I switched from vim to emacs. | I use vim
            I've migrated over from Windows to Linux. | The user uses Windows
            I switched from a Volvo to a Tesla. | I drive a Volvo
            I've switched employers from Acme to Initech | I am employed at Acme
            Ich bin von vim auf emacs umgestiegen. | Ich benutze vim
            Ich habe die Stelle von Acme zu Initech gewechselt. | Ich arbeite bei Acme
            Je suis passé de vim à emacs. | J'utilise vim
            J'ai changé d'emploi de Thales à Airbus. | Je travaille chez Thales
            Me he pasado de vim a emacs. | Uso vim
            Ik ben van vim naar emacs overgestapt. | Ik gebruik vim
            Я перешла с vim на emacs. | Я использую vim
            我从vim换到emacs了。 | 我用vim
            I changed jobs from Acme to Initech | I work at Acme
            Ich bin von Bonn nach Berlin gezogen. | Ich wohne in Bonn
            J'ai déménagé de Lyon à Paris. | J'habite à Lyon
            Me mudé de Madrid a Sevilla. | Vivo en Madrid
            Eu me mudei de Lisboa para o Porto. | Eu moro em Lisboa
            Mi sono trasferita da Roma a Milano. | Abito a Roma
            Ik ben van Utrecht naar Leiden verhuisd. | Ik woon in Utrecht
            Я переехал из Москвы в Казань. | Я живу в Москве
            Przeprowadziłam się z Krakowa do Gdyni. | Mieszkam w Krakowie
            我从北京搬到上海了。 | 我住在北京
            # an order to stop
            Stop using metric units. | Use metric units
            Stop using metric units. | The user uses metric units
            Stop adding emojis. | Add emojis
            I'm no longer working at Acme. | I work at Acme
            I no longer drive a Volvo. | The user drives a Volvo
            Please stop calling me Bob | Call me Bob
            You can stop writing long answers. | Write long answers
            Hör auf, metrische Einheiten zu verwenden. | Verwende metrische Einheiten
            Verwende keine metrischen Einheiten mehr. | Verwende metrische Einheiten
            Arrête d'utiliser les unités métriques. | Utilise les unités métriques
            Deja de usar unidades métricas. | Usa unidades métricas
            Pare de usar unidades métricas. | Use unidades métricas
            Smetti di usare unità metriche. | Usa unità metriche
            Stop met het gebruik van metrische eenheden. | Gebruik metrische eenheden
            Перестань использовать метрические единицы. | Используй метрические единицы
            Przestań używać jednostek metrycznych. | Używaj jednostek metrycznych
            请不要再使用公制单位。 | 使用公制单位
            # a correction: the stored value is named and denied
            My name isn't Ann, it's Anna. | My name is Ann
            My name is not Ann. | My name is Ann
            My name is Anna, not Ann. | My name is Ann
            I'm not a vegetarian but a vegan. | I am a vegetarian
            I don't live in Oslo, I live in Bergen. | I live in Oslo
            I live in Bergen, not Oslo. | I live in Oslo
            I prefer tea, not coffee. | I prefer coffee
            Mein Name ist nicht Ann, sondern Anna. | Mein Name ist Ann
            Ich wohne nicht in Bonn, sondern in Köln. | Ich wohne in Bonn
            Mein Name ist Anna, nicht Ann. | Mein Name ist Ann
            Mon nom n'est pas Ann, mais Anna. | Mon nom est Ann
            Mi nombre no es Ana, sino Anna. | Mi nombre es Ana
            Meu nome não é Ana, é Anna. | Meu nome é Ana
            Il mio nome non è Ana, ma Anna. | Il mio nome è Ana
            Mijn naam is niet Ann maar Anna. | Mijn naam is Ann
            Меня зовут не Аня, а Анна. | Меня зовут Аня
            Nie mieszkam w Łodzi, tylko w Gdyni. | Mieszkam w Łodzi
            我的名字不是小明，是小敏。 | 我的名字是小明
            """)
    void endsTheEntryThatStatesWhatIsNoLongerSo(String feedback, String value) {
        Reading reading = read(feedback);

        assertThat(reading.retraction().ends(entry("note_1", value))).isTrue();
        assertThat(reading.retraction().present())
                .as("the statement may be stored")
                .isFalse();
        assertThat(reading.storable()).isNotEmpty().doesNotContainNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # getzep/graphiti#1728: unrelated facts retire each other
            I no longer live in Oslo. | I live in Bergen
            I no longer like tea. | I hate tea
            I no longer like tea. | I do not like tea
            I no longer work with Bob at Acme. | I work at Acme
            I don't drink coffee anymore. | I like coffee
            I don't have a dog anymore. | My dog is called Rex
            He no longer lives in Oslo. | I live in Oslo
            Do I no longer live in Oslo? | I live in Oslo
            The shop in Oslo is no longer open. | I live in Oslo
            I need a longer answer about Oslo. | I live in Oslo
            I no longer live in Oslo. | My parents live in Oslo
            I moved from Oslo to Bergen. | My parents live in Oslo
            I moved from Oslo to Bergen. | I like Oslo
            I moved from Oslo to Bergen. | I used to live in Oslo
            I moved from Oslo to Bergen. | I live in Bergen
            I moved from the sofa to the chair. | I live in Oslo
            We moved from tea to coffee in this story. | I like tea
            I switched from vim to emacs. | I know vim well
            My sister moved from Oslo to Bergen. | I live in Oslo
            Did I tell you that I moved from Oslo to Bergen? | I live in Oslo
            Don't stop using metric units. | Use metric units
            Stop using metric units in this answer. | Use metric units
            Stop using metric units when I ask about ovens. | Use metric units
            Stop using imperial units. | Use metric units
            Stop. | Use metric units
            Stop it, please. | Use metric units
            My name isn't Ann. | My name is Anna
            My name isn't Ann. | My sister's name is Ann
            My name is Anna, not Ann. | My sister is Ann
            My name is Anna, not Ann. | My name is Anna
            I don't live in Oslo in winter. | I live in Oslo
            I don't think so. | I live in Oslo
            I'm not sure. | I am a vegetarian
            I'm not a vegetarian because of Ann. | My name is Ann
            I like tea, not coffee. | I know coffee well
            Ich wohne nicht in Bonn. | Meine Eltern wohnen in Bonn
            Не уверен. | Я живу в Москве
            # a journey is no move, and neither is the move of a thing
            I went from Oslo to Bergen by train. | I live in Oslo
            We travelled from Oslo to Bergen. | We live in Oslo
            We moved the meeting from Monday to Friday. | I work on Mondays
            We moved the meeting from Monday to Friday. | I work on Monday
            We moved it from Oslo to Bergen. | I live in Oslo
            I moved my sofa from Oslo to Bergen. | I live in Oslo
            I moved offices from Oslo to Bergen. | I live in Oslo
            I have changed trains from Oslo to Bergen. | I live in Oslo
            I changed from Oslo to Bergen. | I live in Oslo
            Ich bin mit dem Zug von Bonn nach Berlin gefahren. | Ich wohne in Bonn
            Ich habe den Schrank von Bonn nach Berlin gezogen. | Ich wohne in Bonn
            Ich bin in den Zug von Bonn nach Berlin umgestiegen. | Ich wohne in Bonn
            Ich habe den Termin von Montag auf Freitag gewechselt. | Ich arbeite Montag
            Je suis allé de Lyon à Paris. | J'habite à Lyon
            Je suis passée de Lyon à Paris. | J'habite à Lyon
            Pasé de Madrid a Sevilla. | Vivo en Madrid
            Mudei tudo de Lisboa para o Porto. | Eu moro em Lisboa
            Sono passato da Roma a Milano. | Abito a Roma
            Ik ben met de trein van Utrecht naar Leiden gegaan. | Ik woon in Utrecht
            Ik ben van Utrecht naar Leiden overgestapt. | Ik woon in Utrecht
            Я поехал из Москвы в Казань. | Я живу в Москве
            Przeszłam z Krakowa na Gdynię. | Mieszkam w Krakowie
            我从北京坐火车到上海了。 | 我住在北京
            我从北京把桌子搬到上海。 | 我住在北京
            # what a move does not end, nor a switch, nor a new job
            I moved from Oslo to Bergen. | I work in Oslo
            I moved from Oslo to Bergen. | I drive in Oslo
            I moved from Oslo to Bergen. | I would love to live in Oslo
            I moved from Oslo to Bergen and then back again. | I live in Oslo
            I'm moving from Oslo to Bergen next summer. | I live in Oslo
            I switched from Monday to Friday. | I work on Monday
            I switched from Oslo to Bergen. | I live in Oslo
            I switched from tea to coffee. | I like tea
            I changed jobs from Oslo to Bergen. | I live in Oslo
            I changed jobs from Adobe to Figma. | I use Adobe
            Ich bin von Bonn nach Berlin gezogen. | Ich arbeite in Bonn
            J'ai déménagé de Lyon à Paris. | Je travaille à Lyon
            Me mudé de Madrid a Sevilla. | Trabajo en Madrid
            Eu me mudei de Lisboa para o Porto. | Eu trabalho em Lisboa
            Mi sono trasferita da Roma a Milano. | Lavoro a Roma
            Ik ben van Utrecht naar Leiden verhuisd. | Ik werk in Utrecht
            Я переехал из Москвы в Казань. | Я работаю в Москве
            Przeprowadziłam się z Krakowa do Gdyni. | Pracuję w Krakowie
            我从北京搬到上海了。 | 我在北京工作
            I no longer want to live in Oslo. | I live in Oslo
            I no longer live in Oslo. | I want to live in Oslo
            # words that differ in their ends are different words
            My name isn't Jane. | My name is Jan
            My name isn't Anne. | My name is Ann
            My name isn't James. | My name is Jame
            My name isn't Christina. | My name is Christian
            My name is Anna, not Johanna. | My name is Johann
            Mein Name ist nicht Johanna. | Mein Name ist Johannes
            Mon nom n'est pas Christiane. | Mon nom est Christian
            I no longer drink wine. | I drink win
            I no longer like planes. | I like plans
            I no longer like bananas. | I like banan
            I no longer hate hats. | I hate hate
            I switched from Postgres to MySQL. | I use PostgREST
            Stop using pandas. | Use panda
            """)
    void endsNothingOnWeakEvidence(String feedback, String value) {
        assertThat(read(feedback).retraction().ends(entry("note_1", value))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Please forget that I am a vegetarian. | I am a vegetarian
            Forget that I'm vegetarian | I am a vegetarian
            # unslothai/unsloth PR#7105: a polite question is a wish to forget, too
            Can you forget my phone number? | My phone number is 415-555-0199
            # moltis-org/moltis PR#728
            forget that I prefer dark mode | I prefer dark mode
            Ok, now please forget what I told you about Chinese food. | I love Chinese food
            Remove my home address from your memory | My home address is 12 Example Street
            Vergiss bitte, dass ich Vegetarier bin. | Ich bin Vegetarier
            Oublie que je suis végétarien | Je suis végétarien
            Olvida que soy vegetariano, por favor | Soy vegetariano
            Esqueça que eu sou vegetariano | Eu sou vegetariano
            Dimentica che sono vegetariano | Sono vegetariano
            Vergeet dat ik vegetariër ben | Ik ben vegetariër
            Забудь, что я вегетарианец | Я вегетарианец
            请忘记我是素食者 | 我是素食者
            お茶のことは忘れてください | お茶が好きです
            채식주의자라는 것을 잊어줘 | 저는 채식주의자입니다
            Vegetaryen olduğumu unut | Ben vegetaryenim
            Please do not store my address. | My address is 12 Example Street
            I'd rather you no longer knew that I am a vegetarian. | I am a vegetarian
            That I'm a vegetarian is not something you should keep. Delete it. | I am a vegetarian
            # trpc-group/trpc-agent-go PR#2233
            I would like you to delete my phone number | My phone number is 415-555-0199
            Please forget my phone number, but keep that I prefer short answers. | My phone number is 415-555-0199
            Du sollst vergessen, dass ich in Köln wohne. | Ich wohne in Köln
            J'aimerais que tu oublies que je travaille à Lyon. | Je travaille à Lyon
            Quiero que olvides que vivo en Madrid. | Vivo en Madrid
            Quero que esqueças que moro em Lisboa. | Moro em Lisboa
            Хочу, чтобы ты забыл, что я живу в Москве. | Я живу в Москве
            # the words before the order say nothing about what is meant
            Actually, forget what I said about my allergy. | I have a nut allergy
            Oh no, sorry, please forget my birthday | My birthday is in May
            Scratch the part about Oslo. | I live in Oslo
            Never mind the thing about Oslo | I live in Oslo
            Drop the rule about bullet points. | Answer in bullet points
            Take my name out of your notes. | My name is Ada
            My address is private, keep it out of your records. | My address is 12 Example Street
            I withdraw my consent to store my location. | My location is Oslo
            You don't need to remember my shoe size. | My shoe size is 43
            私の住所を忘れてください。 | 住所は東京です
            내 주소를 잊어줘. | 저의 주소는 서울입니다
            من فضلك انس عنواني | عنواني هو القاهرة
            मेरा पता भूल जाओ | मेरा पता दिल्ली है
            """)
    void takesBackTheEntryThatTheUserNamesAndNoOther(String feedback, String value) {
        Retraction retraction = read(feedback).retraction();

        assertThat(retraction.present()).isTrue();
        assertThat(retraction.everything()).isFalse();
        assertThat(retraction.takesBack(entry("note_1", value))).isTrue();
        assertThat(retraction.takesBack(entry("answer_length", "Prefers short answers")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Forget about my car. | I care about animal welfare
            Forget about my car. | I am scared of caring for pets
            Forget about my hat. | I hate crowds
            Forget that I win. | I like wine
            Forget my plan. | I am afraid of planes
            Forget about Jan. | My sister is Jane
            Forget about Ann. | My sister is Anne
            Forget about my cat. | The user cates for parties
            Forget about my bus. | I am in business
            Forget about my sing along. | I see long plays
            Forget about my ring. | I know the letter r
            """)
    void takesNothingBackThatIsSpeltInPartAsWhatTheUserNames(String feedback, String value) {
        assertThat(read(feedback).retraction().present()).isTrue();
        assertThat(read(feedback).retraction().takesBack(entry("note_1", value)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please delete everything you know about me.",
                "Forget everything.",
                "forget all about me",
                "Forget me",
                "Delete all my data",
                "Wipe your memory",
                "Reset what you know about me.",
                "GDPR request: erase all personal data you hold on me.",
                "我希望你删除我的所有信息。",
                "Please erase my profile",
                // tomcounsell/ai#1179: an assistant stored such a request and kept the rest
                "forget everything you have learned about me so far",
                "Vergiss alles, was du über mich weißt",
                "Lösche alles über mich",
                "Oublie tout ce que tu sais de moi",
                "Olvida todo lo que sabes de mí",
                "Esqueça tudo o que você sabe sobre mim",
                "Dimentica tutto quello che sai di me",
                "Vergeet alles wat je over mij weet",
                "Zapomnij wszystko",
                "Забудь всё, что ты знаешь обо мне",
                "请忘记关于我的一切",
                "删除所有关于我的记忆",
                "すべて忘れてください",
                "모두 잊어줘",
                "Her şeyi unut"
            })
    void takesBackEverything(String feedback) {
        assertThat(read(feedback).retraction().everything()).isTrue();
        assertThat(read(feedback).storable()).containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "My home address is 12 Example Street, please do not store it.",
                "My home address is 12 Example Street. Please don't save that.",
                "Please do not store my address. It is 12 Example Street.",
                "Off the record: my home address is 12 Example Street.",
                "I live at 12 Example Street, but I don't want you to remember it",
                "Please never remember this: 12 Example Street",
                "This is between us. I live at 12 Example Street.",
                "Keep this private. 12 Example Street",
                "Could you please not save my address? It's 12 Example Street",
                "I live at 12 Example Street. Don't write that down.",
                "I live at 12 Example Street. Please don't add that to your memory.",
                "Please keep this out of your notes: 12 Example Street.",
                "I live at 12 Example Street, and that should stay private.",
                "Мой адрес Example Street 12, не надо это запоминать.",
                "Meine Adresse ist Example Street 12, bitte nicht speichern.",
                "Speichere das bitte nicht: Example Street 12",
                "Mon adresse est 12 Example Street, ne l'enregistre pas s'il te plaît",
                "Mi dirección es Example Street 12, por favor no la guardes",
                "Meu endereço é Example Street 12, por favor não salve",
                "Il mio indirizzo è Example Street 12, per favore non salvarlo",
                "Mijn adres is Example Street 12, sla dit niet op",
                "Мой адрес Example Street 12, не сохраняй его",
                "我的地址是 Example Street 12，请不要保存",
                "住所は Example Street 12 です。保存しないでください",
                "제 주소는 Example Street 12입니다. 저장하지 마세요",
                "Adresim Example Street 12, lütfen kaydetme"
            })
    void storesNothingOfWhatMustNotBeStored(String feedback) {
        Reading reading = read(feedback);

        assertThat(reading.retraction().present()).isTrue();
        assertThat(reading.storable().stream().filter(Objects::nonNull))
                .noneMatch(sentence -> sentence.contains("Example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Don't forget that I am allergic to nuts.",
                "Please never forget my birthday",
                "I often forget my keys",
                "I forgot to say that I like tea",
                "Did you forget my name?",
                "You never remember my name",
                "I don't remember the title",
                "Remove comments from the code you show",
                "Please do not keep it formal",
                "Never store passwords in plain text",
                "Forget-me-nots are the favourite flower",
                "Vergiss nicht, dass ich Nüsse nicht vertrage",
                "N'oublie pas que je suis végétarien",
                "No olvides que soy vegetariano",
                "Не забудь, что я вегетарианец",
                "不要忘记我对坚果过敏",
                "I save money every month"
            })
    void takesNothingBackWhereTheUserMeansSomethingElse(String feedback) {
        assertThat(read(feedback).retraction().present()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // trpc-group/trpc-agent-go PR#2233: a request that is cancelled
                "Forget that I'm vegetarian - no wait, don't forget it, keep it.",
                "Forget that I am a vegetarian. Actually, keep it.",
                "Delete everything you know about me. No, wait, don't!"
            })
    void deletesAndStoresNothingWhereTheWishIsCancelled(String feedback) {
        Reading reading = read(feedback);

        assertThat(reading.retraction().takesBack(entry("diet", "I am a vegetarian")))
                .isFalse();
        assertThat(reading.storable().getFirst()).isNull();
    }

    /**
     * Complaints, questions and reports with words of forgetting, as of people whose assistant lost its memory
     * (FatihMakes/Mark-LIII#41, FlowGPT/Cookbook#13).
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "You can't just forget everything I told you!",
                "You cannot simply delete everything I told you!",
                "How could you forget everything I told you?",
                "How can you forget my name!",
                "Why would you forget my address?",
                "Why did you delete everything you know about me?",
                "Why do you keep forgetting everything?",
                "I like tea. Can you forget things?",
                "Can you forget everything?",
                "Would you forget everything I told you?",
                "You always forget everything I told you.",
                "You keep forgetting my name.",
                "You forget everything about me",
                "You just forget my name and everything else",
                "They forget everything about me.",
                "People forget my name.",
                "My boss told you to forget everything.",
                "He wants you to forget my name.",
                "She said \"forget everything about me\" and left.",
                "I do not want you to forget everything I told you.",
                "Do not ever forget what I told you.",
                "You should never forget my birthday.",
                "You will forget everything about me, won't you?",
                "It hurts when you forget my birthday.",
                "I hope you do not delete my data.",
                "You don't know my name!",
                "Du kannst nicht einfach alles vergessen, was ich dir gesagt habe!",
                "Wie konntest du alles vergessen?",
                "Wie kannst du meinen Namen vergessen?",
                "Warum vergisst du alles?",
                "Du vergisst immer alles.",
                "Ich will nicht, dass du alles vergisst.",
                "Lösche bitte nicht alles über mich!",
                "Bitte hör auf, alles zu vergessen!",
                "你把我的所有记忆都删除了",
                "Kannst du Dinge vergessen?",
                "Sie vergessen alles über mich.",
                "Tu ne peux pas tout oublier !",
                "Comment as-tu pu oublier mon nom ?",
                "Pourquoi oublies-tu tout ?",
                "Tu oublies toujours tout.",
                "Il oublie tout ce que je dis.",
                "Mon frère oublie tout.",
                "Je ne veux pas que tu oublies mon nom.",
                "¡No puedes olvidar todo lo que te dije!",
                "¿Cómo pudiste olvidar mi nombre?",
                "¿Por qué olvidas todo?",
                "Siempre olvidas todo.",
                "Él olvida todo.",
                "No quiero que olvides mi nombre.",
                "你怎么能忘记我告诉你的一切？",
                "你为什么忘记我的名字？",
                "你不能就这样忘记一切！",
                "你总是忘记我的名字。",
                "你忘记了我告诉你的一切。",
                "他们忘记了一切。",
                "Ты не можешь просто забыть всё!",
                "Почему ты забыл всё?"
            })
    void deletesNothingForAComplaintAQuestionOrAReport(String feedback) {
        assertThat(read(feedback).retraction()).isEqualTo(Retraction.NONE);
    }

    /** "Please" or an object that speaks of the person makes a question a request. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Could you please forget my address? | false
            Could you forget my address? | false
            Would you mind forgetting my address? | false
            You can forget my address now. | false
            Ok, and now forget my address, ok? | false
            No, forget my address! | false
            Keep answers short and forget my address. | false
            Kannst du bitte meine Adresse vergessen? | false
            Peux-tu oublier mon adresse ? | false
            ¿Puedes olvidar mi dirección? | false
            请你忘记我的地址。 | false
            你能忘记我的地址吗？ | false
            能不能忘记我的地址？ | false
            I'd appreciate it if you forgot my address. | false
            Could you please forget everything you know about me? | true
            I want you to forget everything about me. | true
            I'd like you to please delete everything you know about me. | true
            Ich möchte, dass du alles über mich vergisst. | true
            Je veux que tu oublies tout. | true
            Quiero que olvides todo. | true
            请忘记一切。 | true
            """)
    void readsAPoliteRequest(String feedback, boolean everything) {
        assertThat(read(feedback).retraction().present()).isTrue();
        assertThat(read(feedback).retraction().everything()).isEqualTo(everything);
    }

    @Test
    void keepsASignThatBelongsToAName() {
        assertThat(read("Forget that I love C").retraction().takesBack(entry("language", "I love C#")))
                .isFalse();
    }

    @Test
    void keepsWhatTheUserSaysBesideARetraction() {
        Reading reading = read("Forget that I like tea, I like coffee. Keep answers short.");

        assertThat(reading.storable()).containsExactly(" i like coffee.", "Keep answers short.");
        assertThat(reading.retraction().takesBack(entry("tea", "I like tea"))).isTrue();
        assertThat(reading.retraction().takesBack(entry("coffee", "I like coffee")))
                .isFalse();
    }

    @Test
    void deletesNothingByAWishWithAnExceptionOrWithoutASubject() {
        PlaybookEntry entry = entry("user_name", "My name is Ada");

        assertThat(read("Forget everything except my name").retraction().takesBack(entry))
                .isFalse();
        assertThat(read("Forget it").retraction().takesBack(entry)).isFalse();
    }

    @Test
    void takesStepsLinearInTheLengthOfTheText() {
        List<Pattern> patterns = new ArrayList<>(List.of(
                EndedStatePhrases.ENDED,
                EndedStatePhrases.STOPPED,
                EndedStatePhrases.DENIED,
                EndedStatePhrases.CONTRASTED,
                EndedStatePhrases.REST,
                EndedStatePhrases.RETURNED,
                EndedStatePhrases.NEGATION,
                EndedStatePhrases.WISH,
                RetractionPhrases.KEEP,
                RetractionPhrases.FORGET,
                RetractionPhrases.NOT_STORED,
                RetractionPhrases.CORRECTION,
                RetractionPhrases.REFERS_BACK,
                RetractionPhrases.WISH_TO_BE_FORGOTTEN,
                RetractionPhrases.EVERYTHING));
        EndedStatePhrases.LEAVING.forEach(leaving -> patterns.add(leaving.phrase()));
        for (Pattern pattern : patterns) {
            for (String part :
                    List.of("please ", "forget ", "delete ", "speichere ", "不要", "do not ", ".", "it ", "ne le ")) {
                long once = CountedText.steps(pattern, part.repeat(500));
                long tenfold = CountedText.steps(pattern, part.repeat(5_000));
                assertThat(tenfold).as("%s on %s", pattern, part).isLessThan(once * 12 + 10_000);
            }
        }
    }

    /** A pattern recurses once per repetition of a group: an unbounded one overflows the stack. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "please ",
                "ok and so now ",
                "i really ",
                "i 'd ",
                "you can ",
                "my ",
                "not ",
                "no longer ",
                "from to ",
                "i moved from ",
                "ich bin gerade ",
                "forget ",
                "do not ",
                "ne le ",
                "não ",
                "что ",
                "不",
                ", not ",
                "\"",
                "\ufdfa",
                "\ud83d\ude00"
            })
    void readsASentenceOfAnyLength(String words) {
        for (String begin : List.of("", "I moved from ")) {
            List<String> sentences = List.of(begin + words.repeat(3_000), "Keep answers short.");
            assertThat(RetractionReader.read(sentences, sentence -> false).storable())
                    .hasSize(2);
            assertThat(RetractionReader.readUnstored(sentences).storable()).hasSize(2);
        }
    }

    @Test
    void readsWhatALongSentenceTakesBackWhereverItStands() {
        for (int words = 0; words < 1_000; words += 53) {
            String before = "word ".repeat(words);
            List<String> refusal = List.of(before + "and my address is Elm Street, please do not store it");
            assertThat(RetractionReader.read(refusal, sentence -> false).storable())
                    .as("%s words before", words)
                    .containsOnlyNulls();
            assertThat(RetractionReader.readUnstored(refusal).storable())
                    .as("%s words before", words)
                    .containsOnlyNulls();
            Retraction request = read(before + "- please forget my address").retraction();
            assertThat(request.present()).as("%s words before", words).isTrue();
        }
    }

    /** The subject, the question word and the question mark can stand in another part of the sentence than the verb. */
    @Test
    void deletesNothingForALongComplaintOrQuestion() {
        for (int words = 0; words < 1_200; words += 37) {
            String before = "x ".repeat(words);
            assertThat(read(before + "they always forget everything I told them")
                            .retraction()
                            .present())
                    .as("%s words before", words)
                    .isFalse();
        }
        assertThat(read("Ok, forget everything" + ", you know".repeat(1_000) + "?")
                        .retraction()
                        .everything())
                .isFalse();
    }

    /** A text of any parts gives an answer, and a barred sentence is never storable. */
    @Test
    void readsAnyText() {
        List<String> parts = List.of(
                "forget ",
                "that ",
                "please ",
                "everything ",
                "do not store ",
                "it",
                ". ",
                "! ",
                "\n",
                "Tea",
                ", I like ",
                "不要保存",
                "。",
                "\ud800",
                "👍",
                "vergiss ",
                "about me",
                ": ",
                "\u0301",
                "except ",
                "my name is Ada");
        Random random = new Random(17);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            List<String> sentences = Sentences.of(text.toString());
            Reading reading = RetractionReader.read(sentences, sentence -> false);
            assertThat(reading.storable()).hasSameSizeAs(sentences);
            assertThat(reading.retraction().everything()
                            && !reading.retraction().present())
                    .isFalse();
        }
    }

    private static Reading read(String feedback) {
        return RetractionReader.read(Sentences.of(feedback), sentence -> false);
    }

    private static PlaybookEntry entry(String key, String value) {
        Instant now = Instant.EPOCH;
        return new PlaybookEntry(
                1, InsightType.FACT, key, value, OperationType.INSERT, "f", 0.9, now, now, 1, null, null, 0, 1);
    }
}
