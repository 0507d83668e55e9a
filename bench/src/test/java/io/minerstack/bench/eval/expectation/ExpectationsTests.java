package io.minerstack.bench.eval.expectation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ExpectationsTests {

    private static boolean meets(String expectation, String response) {
        return meets(expectation, AnswerContent.of(response));
    }

    private static boolean meets(String expectation, AnswerContent answer) {
        return Expectations.read(JsonMapper.shared().readTree(expectation.replace('\'', '"')))
                .isMetBy(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tokyo",
                "The capital of Japan is **Tokyo**.",
                "It isn't Kyoto, it's TOKYO!",
                "Not Osaka: Tokyo",
                "It is not Tokyo in old texts, but today it is Tokyo."
            })
    void findsAStatedAnswer(String response) {
        assertThat(meets("{'type':'answer','accept':['Tokyo']}", response)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kyoto", "", "Tokyoite", "The capital is not Tokyo.", "It isn't Tokyo."})
    void findsNoOtherAnswer(String response) {
        assertThat(meets("{'type':'answer','accept':['Tokyo']}", response)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The door is red.",
                "It is red, not blue.",
                "It is not blue, it is red.",
                "Red; the other is blue."
            })
    void theRejectedAnswerMayFollow(String response) {
        assertThat(meets("{'type':'answer','accept':['red'],'reject':['blue']}", response))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Red or blue.", "It is blue; the other one is red.", "It is a red or a blue one.", "Blue"})
    void theRejectedAnswerMayNotComeFirstOrStayOpen(String response) {
        assertThat(meets("{'type':'answer','accept':['red'],'reject':['blue']}", response))
                .isFalse();
    }

    @Test
    void ignoresAccentsAndCaseOfAnswers() {
        assertThat(meets("{'type':'answer','accept':['São Paulo']}", "SAO PAULO."))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "15",
                "15.",
                "5 times 3 is 15.",
                "5 * 3 = 15",
                "The answer is 15. To check, divide 15 by 5 and get 3.",
                "**15**, because 5 and 5 and 5",
                "First 5, then 10, then 15",
                "The total is $15.00"
            })
    void readsTheNumberThatAnAnswerStates(String response) {
        assertThat(meets("{'type':'number','value':15}", response)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"18", "", "fifteen apples", "5 * 3 = 18", "The answer is 16, not 15", "-15", "150", "1.5", "115"
            })
    void readsNoOtherNumber(String response) {
        assertThat(meets("{'type':'number','value':15}", response)).isFalse();
    }

    @Test
    void readsNumbersInWords() {
        String day = "{'type':'number','value':24}";
        assertThat(meets(day, "A day has twenty-four hours.")).isTrue();
        assertThat(meets(day, "Twenty four.")).isTrue();
        assertThat(meets(day, "A day has four hours.")).isFalse();
        assertThat(meets("{'type':'number','value':12}", "Multiply by 12 and get 120"))
                .isFalse();
    }

    @Test
    void readsNumbersWithGroupsOfDigits() {
        assertThat(meets("{'type':'number','value':1200}", "It has 1,200 pupils."))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "words, 3, 'One two three.'",
        "words, 0, '- * !'",
        "sentences, 2, 'It costs 3.5 euros. Really?'",
        "sentences, 1, 'no stop at the end'",
        "sentences, 2, 'She said \"yes.\" He left.'",
        "bullets, 1, '- a'",
        "bullets, 0, '-a'",
        "numbered items, 1, '1. a'",
        "numbered items, 0, 'a 1. b'",
        "comma separated items, 3, 'a, b, c'",
        "question marks, 2, 'a? b?'",
        "commas, 0, 'a b'"
    })
    void countsUnits(String unit, int count, String response) {
        String exactly = "{'type':'count','unit':'" + unit + "','min':" + count + ",'max':" + count + "}";
        assertThat(meets(exactly, response)).isTrue();
        String more = "{'type':'count','unit':'" + unit + "','min':" + (count + 1) + "}";
        assertThat(meets(more, response)).isFalse();
    }

    @Test
    void countsParagraphsAndLines() {
        String two = "{'type':'count','unit':'paragraphs','min':2,'max':2}";
        assertThat(meets(two, "One.\nStill one.\n\nTwo.\n")).isTrue();
        assertThat(meets(two, "One.\nStill one.")).isFalse();
        assertThat(meets("{'type':'count','unit':'lines','max':2}", "a\n\nb")).isTrue();
        assertThat(meets("{'type':'count','unit':'lines','max':2}", "a\nb\nc")).isFalse();
    }

    @Test
    void checksWording() {
        assertThat(meets("{'type':'wording','starts':'Today'}", "Today, it rains."))
                .isTrue();
        assertThat(meets("{'type':'wording','starts':'Today'}", "It rains today."))
                .isFalse();
        assertThat(meets("{'type':'wording','ends':'the end'}", "That was it. The end."))
                .isTrue();
        assertThat(meets("{'type':'wording','ends':'the end'}", "The end is near."))
                .isFalse();
        assertThat(meets("{'type':'wording','contains':['quiet','garden']}", "A quiet garden."))
                .isTrue();
        assertThat(meets("{'type':'wording','contains':['quiet','garden']}", "A quiet gardener."))
                .isFalse();
        assertThat(meets("{'type':'wording','lacks':['the']}", "Other people")).isTrue();
        assertThat(meets("{'type':'wording','lacks':['the']}", "Over the sea")).isFalse();
        assertThat(meets("{'type':'wording','lacks':['the']}", "")).isFalse();
    }

    @Test
    void checksTheCaseOfLetters() {
        assertThat(meets("{'type':'case','is':'upper'}", "THE SEA, 3 MILES!")).isTrue();
        assertThat(meets("{'type':'case','is':'upper'}", "THE SEa")).isFalse();
        assertThat(meets("{'type':'case','is':'lower'}", "the sea")).isTrue();
        assertThat(meets("{'type':'case','is':'lower'}", "The sea")).isFalse();
        assertThat(meets("{'type':'case','is':'lower'}", "123")).isFalse();
    }

    @Test
    void checksTheShapeOfJson() {
        String object = "{'type':'json','keys':['name','age']}";
        assertThat(meets(object, "{\"name\":\"a\",\"age\":3}")).isTrue();
        assertThat(meets(object, "```json\n{\"name\":\"a\",\"age\":3}\n```")).isTrue();
        assertThat(meets(object, "{\"name\":\"a\"}")).isFalse();
        assertThat(meets(object, "{\"name\":\"a\",\"age\":3,\"more\":1}")).isFalse();
        assertThat(meets(object, "Here it is: {\"name\":\"a\",\"age\":3}")).isFalse();
        assertThat(meets(object, "{\"name\":\"a\",\"age\":3")).isFalse();
        assertThat(meets("{'type':'json','items':2}", "[1,2]")).isTrue();
        assertThat(meets("{'type':'json','items':2}", "[1]")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "english, 'The sea is wide and it is deep.'",
        "german, 'Das Meer ist weit und die Wellen sind hoch.'",
        "french, 'La mer est grande et les vagues sont hautes.'",
        "spanish, 'El mar es grande y las olas son altas.'",
        "italian, 'Il mare è grande e le onde sono alte.'",
        "portuguese, 'O mar é grande e as ondas não são baixas.'",
        "dutch, 'De zee is groot en het water is koud.'",
        "russian, 'Море большое и глубокое.'",
        "chinese, '大海很大，也很深。'",
        "japanese, '海は広くて深いです。'"
    })
    void recognisesALanguage(String language, String response) {
        assertThat(meets("{'type':'language','is':'" + language + "'}", response))
                .isTrue();
        String other = language.equals("english") ? "french" : "english";
        assertThat(meets("{'type':'language','is':'" + other + "'}", response)).isFalse();
    }

    @Test
    void checksWhetherThereIsANotebook() {
        AnswerContent document = new AnswerContent("Here is the plan.", "# Plan");
        AnswerContent none = new AnswerContent("Tokyo", "no update");
        assertThat(meets("{'type':'notebook','document':true}", document)).isTrue();
        assertThat(meets("{'type':'notebook','document':false}", document)).isFalse();
        assertThat(meets("{'type':'notebook','document':true}", none)).isFalse();
        assertThat(meets("{'type':'notebook','document':false}", none)).isTrue();
        assertThat(meets("{'type':'notebook','document':false}", "")).isFalse();
    }

    @Test
    void checksTheDocumentWhereThereIsOne() {
        String corrected =
                "{'type':'document','is':{'type':'wording','contains':['Paris'],'lacks':['The capital is Lyon']}}";
        assertThat(meets(corrected, new AnswerContent("I replaced: The capital is Lyon.", "The capital is Paris.")))
                .isTrue();
        assertThat(meets(corrected, new AnswerContent("It is Paris.", "The capital is Lyon.")))
                .isFalse();
        assertThat(meets(corrected, new AnswerContent("The capital is Paris.", "no update")))
                .isTrue();
    }

    @Test
    void findsNumbersThatTheSourceDoesNotHave() {
        String source = "{'type':'no new numbers','source':'It cost 1,200 euros in 2011.'}";
        assertThat(meets(source, "1200 euros")).isTrue();
        assertThat(meets(source, "1. In 2011\n2. 1,200 euros")).isTrue();
        assertThat(meets(source, "1300 euros")).isFalse();
        assertThat(meets(source, "120 euros")).isFalse();
    }

    @Test
    void theWinnerOfAVoteComesFirst() {
        String vote = "{'type':'consensus','winners':['12'],'others':['15']}";
        assertThat(meets(vote, "Consensus: 12 (3 of 4). Minority views: 15.")).isTrue();
        assertThat(meets(vote, "Most say 12.")).isTrue();
        assertThat(meets(vote, "15 was said once, 12 three times.")).isFalse();
        assertThat(meets(vote, "It is not 12.")).isFalse();
        assertThat(meets(vote, "Most say 125.")).isFalse();
    }

    @Test
    void aTieHasNoWinner() {
        String tie = "{'type':'consensus','winners':['red','blue'],'others':[]}";
        assertThat(meets(tie, "No majority: red (2), blue (2).")).isTrue();
        assertThat(meets(tie, "Consensus: red. Others: blue.")).isFalse();
        assertThat(meets(tie, "There is a tie.")).isFalse();
    }

    @Test
    void readsTheOperationsThatFeedbackBecame() {
        AnswerContent inserted = new AnswerContent("Thanks", "{\"insights\":[{\"operation\":\"insert\"}]}");
        AnswerContent nothing = new AnswerContent("Thanks", "{\"insights\":[]}");
        assertThat(meets("{'type':'operation','is':'insert'}", inserted)).isTrue();
        assertThat(meets("{'type':'operation','is':'delete'}", inserted)).isFalse();
        assertThat(meets("{'type':'operation','is':'none'}", inserted)).isFalse();
        assertThat(meets("{'type':'operation','is':'none'}", nothing)).isTrue();
        assertThat(meets("{'type':'operation','is':'none'}", new AnswerContent("Thanks", "no update")))
                .isFalse();
    }

    @Test
    void anArrayMeansAllOfIt() {
        String both = "[{'type':'wording','contains':['sea']},{'type':'count','unit':'words','max':3}]";
        assertThat(meets(both, "The wide sea")).isTrue();
        assertThat(meets(both, "The very wide sea")).isFalse();
        assertThat(meets(both, "The wide lake")).isFalse();
    }

    @Test
    void refusesAnUnknownType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> meets("{'type':'mood'}", "x"))
                .withMessageContaining("mood");
    }
}
