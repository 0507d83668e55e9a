package io.minerstack.agent.textcomponent;

import static io.minerstack.agent.TestObjects.input;
import static io.minerstack.agent.TestObjects.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.PreviousOutput;
import io.minerstack.agent.profile.ModelProfile;
import io.minerstack.agent.profile.ModelProfile.PromptStyle;
import io.minerstack.agent.profile.ModelProfile.ReplyFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotebookEligibilityTests {

    private static final ModelProfile WITHOUT_SCHEMA = new ModelProfile(PromptStyle.FULL, ReplyFormat.JSON, null);
    private static final ModelProfile SMALL = new ModelProfile(PromptStyle.MINIMAL, ReplyFormat.TEXT, 0.1);

    private static final NotebookEligibility ELIGIBILITY = new NotebookEligibility(new DocumentIntentDetector());

    private static boolean mayHaveNotebook(ComponentName component, ComponentInput input) {
        return ELIGIBILITY.source(component, input, WITHOUT_SCHEMA) == NotebookSource.FIELD;
    }

    @ParameterizedTest
    @ValueSource(strings = {"What is quantum computing?", "Write a haiku", "Write a letter", "ok"})
    void aModelThatTakesASchemaDecidesItself(String query) {
        ComponentInput input = input("", List.of(), query);

        assertThat(ELIGIBILITY.source(ComponentName.COMPLETE, input, ModelProfile.STANDARD))
                .isEqualTo(NotebookSource.FIELD);
        assertThat(ELIGIBILITY.source(ComponentName.FEEDBACK, input, ModelProfile.STANDARD))
                .isEqualTo(NotebookSource.NONE);
    }

    @Test
    void theTextOfASmallModelIsTheNotebookWhereADocumentIsAskedFor() {
        assertThat(small(ComponentName.COMPLETE, List.of(), "Write a letter to my landlord."))
                .isEqualTo(NotebookSource.ANSWER);
        assertThat(small(ComponentName.COMPLETE, List.of(), "Write a haiku about rain."))
                .isEqualTo(NotebookSource.NONE);
        assertThat(small(ComponentName.REFINE, List.of(output("", "# Sea")), "More"))
                .isEqualTo(NotebookSource.ANSWER);
        assertThat(small(ComponentName.SUMMARY, List.of(output("", "# Sea")), "Sum up"))
                .isEqualTo(NotebookSource.ANSWER);
    }

    @Test
    void anAnswerOfASmallModelReplacesNoNotebook() {
        assertThat(small(ComponentName.COMPLETE, List.of(output("", "# Sea")), "Which sea is that?"))
                .isEqualTo(NotebookSource.NONE);
        assertThat(small(ComponentName.REFINE, List.of(output("text")), "More")).isEqualTo(NotebookSource.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Напиши лист до міської ради про зламані лавки в парку.",
                "Склади план подорожі до Карпат на п'ять днів.",
                "Bana İzmir'de üç gün için bir gezi planı yaz.",
                "Lütfen ev sahibime kırık kalorifer hakkında bir mektup yazar mısın?",
                "Napiš povídku o staré lokomotivě.",
                "Tulislah surat lamaran kerja untuk posisi akuntan.",
                "Scrie o scrisoare către vecini despre zgomot.",
                "Skriv et brev til min udlejer om radiatoren.",
                "Lag en reiseplan for tre dager i Bergen.",
                "Γράψε μια επιστολή προς τον δήμο για τα φώτα του δρόμου.",
                "Hãy viết một bài thơ về mưa mùa hạ.",
                "اكتب رسالة إلى صاحب المنزل عن التدفئة.",
                "मेरे मकान मालिक को एक पत्र लिखो।",
                "Írj egy levelet a főbérlőmnek.",
                "Kirjoita kirje vuokranantajalle.",
                "برای همسایه‌ام نامه‌ای بنویس.",
                "আমার বাড়িওয়ালাকে একটি চিঠি লেখো।",
                "เขียนจดหมายถึงเจ้าของบ้านเรื่องแอร์เสีย",
                "कृपया जयपुर की तीन दिन की यात्रा की योजना बनाइए।"
            })
    void knowsOrdersForDocumentsInManyLanguages(String query) {
        assertThat(small(ComponentName.COMPLETE, List.of(), query)).isEqualTo(NotebookSource.ANSWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Скільки кілометрів від Києва до Львова?",
                "Kediler hakkında tek cümlelik bir fıkra yaz.",
                "İyi bir mektup nasıl yazılır?",
                "Jak napíšu dobrý životopis?",
                "Buatkan slogan pendek untuk toko roti saya.",
                "Care este capitala României?",
                "Skriv en vittighed om katte.",
                "Skriv ett skämt om katter.",
                "Skriv en gåte om en katt.",
                "Напиши шутку про кота.",
                "Напиши жарт про кота.",
                "Hva er hovedstaden i Norge?",
                "Ποια είναι η πρωτεύουσα της Ελλάδας;",
                "Thủ đô của Việt Nam là gì?",
                "ما هي عاصمة مصر؟",
                "अच्छा पत्र कैसे लिखें?",
                "भारत की राजधानी क्या है?",
                "Írj egy viccet a macskákról.",
                "Kirjoita vitsi kissasta.",
                "پایتخت ایران کجاست؟",
                "একটি কৌতুক লেখো।",
                "เขียนประโยคเดียวเกี่ยวกับฝน"
            })
    void knowsQuestionsAndShortTextsInManyLanguages(String query) {
        assertThat(small(ComponentName.COMPLETE, List.of(), query)).isEqualTo(NotebookSource.NONE);
    }

    private static NotebookSource small(ComponentName component, List<PreviousOutput> outputs, String query) {
        return ELIGIBILITY.source(component, input("", outputs, query), SMALL);
    }

    @Test
    void hasNoNotebookForAPlainQuestion() {
        assertThat(mayHaveNotebook(ComponentName.COMPLETE, input("", List.of(), "What is quantum computing?")))
                .isFalse();
        assertThat(mayHaveNotebook(ComponentName.COMPLETE, input("", List.of(output("text")), "And then?")))
                .isFalse();
    }

    @Test
    void mayHaveANotebookIfADocumentIsRequestedOrExists() {
        assertThat(mayHaveNotebook(ComponentName.COMPLETE, input("Write a poem", List.of(), "about the sea")))
                .isTrue();
        assertThat(mayHaveNotebook(ComponentName.COMPLETE, input("", List.of(output("", "# Sea")), "Translate it")))
                .isTrue();
        assertThat(mayHaveNotebook(ComponentName.REFINE, input("", List.of(output("text")), "More")))
                .isTrue();
        assertThat(mayHaveNotebook(ComponentName.SUMMARY, input("", List.of(output("", "# Sea")), "Sum up")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write a letter to my landlord about this.",
                "Bitte schreibe ein Gedicht über das Meer.",
                "请写一篇关于春天的文章。",
                "Please turn to the next part and write an essay on rivers."
            })
    void mayHaveANotebookIfTheOrderStandsBetweenLongMaterial(String order) {
        String material = "The rent was raised twice and the heating is broken. ".repeat(100);

        assertThat(mayHaveNotebook(ComponentName.COMPLETE, input("", List.of(), material + order + "\n" + material)))
                .isTrue();
        assertThat(mayHaveNotebook(ComponentName.COMPLETE, input("", List.of(), material + material)))
                .isFalse();
    }

    /** A number of steps that is the square of the length would take minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0301", "\u0301\u0323", "a.", "write ", "x and ", ", then ", "\uFF9E\u0323", "?", " "})
    void readsHugeRepetitions(String fragment) {
        String query = "a" + fragment.repeat(100_000);

        assertThat(mayHaveNotebook(ComponentName.COMPLETE, input("", List.of(), query)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write me a travel plan",
                "Write a Python function that reverses a list.",
                "Please write an essay on rivers",
                "Can you write a poem about the sea?",
                "Could you please help me draft an email to my landlord?",
                "I'd like you to write a short story.",
                "You are a poet. Write four stanzas about rain.",
                "As a lawyer, draft a contract for a flat",
                "Read the text below and write a report on it.",
                "Create unit tests for this class",
                "Write about the sea",
                "Write 500 words on bees.",
                "Write a reply to this email: Dear Sir",
                "Translate the following text: Guten Tag",
                "Make a table of the planets",
                "Rewrite the paragraph below: It rains.",
                "Schreib mir einen Reiseplan",
                "Bitte schreibe ein Gedicht über das Meer.",
                "Kannst du mir einen Brief an meinen Vermieter schreiben?",
                "Écris un poème sur la mer",
                "Peux-tu rédiger une lettre de motivation ?",
                "Escríbeme un plan de viaje",
                "¿Puedes escribir un cuento?",
                "Escreva um plano de viagem",
                "Scrivimi un piano di viaggio",
                "Puoi scrivere una lettera?",
                "Schrijf een gedicht over de zee",
                "Kun je een brief schrijven?",
                "Напиши план" + " поездки",
                "Можешь написать" + " письмо?",
                "请写一篇关于春天的文章。",
                "帮我写一个Python函数",
                "旅行計画を書いてください。",
                "여행 계획을 써 줘"
            })
    void mayHaveANotebookIfSomethingLongIsToBeWritten(String query) {
        assertThat(mayHaveNotebook(ComponentName.COMPLETE, input("", List.of(), query)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is quantum computing?",
                "How do I write a report?",
                "How do I write a report, and create a table in it?",
                "Explain how to read and write a file.",
                "What makes a good essay? Who can write one?",
                "Can you tell me how to write a letter?",
                "Do you write poems?",
                "She likes to read and write stories.",
                "The report was good, the letter was not.",
                "Write a short answer to this: what is rain?",
                "Write one sentence about cats",
                "Write only the number.",
                "Write yes or no.",
                "Write a joke",
                "Write 'hello'",
                "Write the word banana",
                "Please write in French.",
                "Write a summary of this conversation.",
                "Generate a random number between 1 and 10",
                "Translate 'good morning' into French.",
                "Draft beer is cold.",
                "Prepare for the exam with me",
                "Make sure that the text is short",
                "Give me the function of the heart",
                "Wie schreibe ich einen Brief?",
                "Schreib einen Satz über Katzen",
                "Was ist ein Gedicht?",
                "Comment écrire une lettre ?",
                "Écris une phrase courte",
                "¿Cómo escribo una carta?",
                "Escribe una palabra",
                "Como escrevo uma carta?",
                "Come scrivo una lettera?",
                "Scrivi una sola parola",
                "Hoe schrijf ik een brief?",
                "Schrijf één zin",
                "Как написать" + " письмо?",
                "Напиши одно слово",
                "怎么写一封信？",
                "写一个笑话",
                "写作很重要。",
                "手紙の書き方を教えてください。",
                "答えを書いてください。",
                "편지를 어떻게 써?",
                "한 단어로 써 줘"
            })
    void hasNoNotebookIfAnAnswerIsRequested(String query) {
        assertThat(mayHaveNotebook(ComponentName.COMPLETE, input("", List.of(), query)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write, please, a letter to my bank.",
                "Please draft me a very short but polite email.",
                "Write a poem of 14 lines.",
                "Read these notes: it rained. Then write a summary report.",
                "Ich möchte, dass du einen Brief an die Bank schreibst.",
                "Напиши," + " пожалуйста," + " письмо в банк.",
                "Napisz list do mojego szefa.",
                "Skriv en dikt om havet.",
                "请给我写一份关于口号的报告。",
                "スローガンについての記事を書いてください。"
            })
    void theWordListsKnowMoreThanThePublishedOrders(String query) {
        assertThat(mayHaveNotebook(ComponentName.COMPLETE, input("", List.of(), query)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write a tagline for my bakery.",
                "Write a funny caption for this photo of a letter.",
                "I want to write a novel. How do I start?",
                "Kannst du auf Deutsch schreiben?",
                "Écris un slogan pour ma lettre.",
                "Escribe un eslogan para mi tienda.",
                "Scrivi una barzelletta sui gatti.",
                "Напиши" + " слоган для кафе.",
                "Napisz haiku o deszczu.",
                "Skriv en vits.",
                "写一个关于文章的笑话。",
                "記事についてのスローガンを書いてください。",
                "슬로건을 하나 써 줘."
            })
    void aShortTextIsNoDocument(String query) {
        assertThat(mayHaveNotebook(ComponentName.COMPLETE, input("", List.of(), query)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write the plural of mouse.",
                "Write 42 in Roman numerals.",
                "Create a username for a gardener.",
                "Generate a strong password with 12 characters.",
                "Write a question about the Moon.",
                "Write the chemical formula of water",
                "  \n\tWRITE\u00A0THE OPPOSITE OF 'COLD'!!!",
                "Schreibe die Mehrzahl von Maus.",
                "Schreib das Gegenteil von kalt.",
                "\u00C9cris le pluriel de cheval.",
                "Escribe el plural de luz.",
                "Escreva o plural de p\u00E3o.",
                "Scrivi il plurale di uovo.",
                "Schrijf het meervoud van stad.",
                "\u5199\u4E00\u4E2A\u7ED5\u53E3\u4EE4",
                "\u65E9\u53E3\u8A00\u8449\u3092\u66F8\u3044\u3066\u304F\u3060\u3055\u3044\u3002",
                "Skriv et ordsprog om katte."
            })
    void aFormOfAWordIsNoDocument(String query) {
        assertThat(small(ComponentName.COMPLETE, List.of(), query)).isEqualTo(NotebookSource.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Could you put together a cover letter for a nurse?",
                "WRITE AN ESSAY ABOUT BEES!!!",
                " \n\tPlease\u00A0write a report on bees",
                "Come up with a short story about a fox.",
                "Write a report that answers the question below.",
                "Kannst du mir ein Bewerbungsschreiben f\u00FCr eine Lehrstelle aufsetzen?",
                "R\u00E9dige-moi une lettre qui explique la question du loyer.",
                "Mi scrivi una lettera di reclamo?",
                "\u5199\u4E00\u7BC7\u5173\u4E8E\u6210\u8BED\u7684\u6587\u7AE0"
            })
    void anOrderInOddFormIsOneForADocument(String query) {
        assertThat(small(ComponentName.COMPLETE, List.of(), query)).isEqualTo(NotebookSource.ANSWER);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_950, 3_500, 9_000})
    void findsTheOrderBeforeAndAfterTheMaterial(int length) {
        String notes = "The meeting was long. It rained. ".repeat(length / 33);

        for (String order : List.of("Write a report from these notes.", "Schreib mir daraus einen Bericht.")) {
            assertThat(mayHaveNotebook(ComponentName.COMPLETE, input("", List.of(), notes + "\n\n" + order)))
                    .isTrue();
            assertThat(mayHaveNotebook(ComponentName.COMPLETE, input("", List.of(), order + "\n\n" + notes)))
                    .isTrue();
            assertThat(mayHaveNotebook(ComponentName.COMPLETE, input("", List.of(), notes.repeat(2), notes + order)))
                    .isTrue();
        }
        assertThat(mayHaveNotebook(ComponentName.COMPLETE, input("", List.of(), notes)))
                .isFalse();
    }

    @Test
    void neverHasANotebookForFeedback() {
        assertThat(mayHaveNotebook(ComponentName.FEEDBACK, input("Write a report", List.of(output("", "n")), "q")))
                .isFalse();
    }
}
