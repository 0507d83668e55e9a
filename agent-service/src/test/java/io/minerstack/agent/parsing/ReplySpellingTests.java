package io.minerstack.agent.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The object that models are asked for, written in the ways of other languages than JSON. */
class ReplySpellingTests {

    static Stream<Arguments> spellings() {
        return Stream.of(
                // dictionaries of Python: langchain-ai/langchain#1358
                of("{'immediate_response': 'It\\'s 42', 'notebook': None}", "It's 42", null),
                of("{'immediate_response': \"None of it's True\", 'notebook': None}", "None of it's True", null),
                of("{\"immediate_response\": True, \"notebook\": False}", "true", "false"),
                of("{\"immediate_response\":\"42\", // see \"the guide\"\n\"notebook\":null}", "42", null),
                of("{\"immediate_response\":\"42\" /* why */}", "42", null),
                of("{\"immediate_response\": \"42\"\n \"notebook\": \"n\"}", "42", "n"),
                // quotes within the text, as models forget to escape them
                of(
                        "{\"immediate_response\": \"Options are \"yes\", \"no\", or \"maybe\".\", \"notebook\":"
                                + " \"no update\"}",
                        "Options are \"yes\", \"no\", or \"maybe\".",
                        null),
                of(
                        "{\"immediate_response\": \"Send {\"id\": \"7\"} to the API.\", \"notebook\": \"Call"
                                + " {\"a\": \"b\"} once.\"}",
                        "Send {\"id\": \"7\"} to the API.",
                        "Call {\"a\": \"b\"} once."),
                of("Sure: {\"immediate_response\": \"Say \"hi\", then go.\"} Bye!", "Say \"hi\", then go.", null),
                of("{\"immediateResponse\": \"42\", \"notebook\": null}", "42", null),
                of("```json\n{\"Immediate Response\": \"42\", \"Notebook\": \"n\"}\n```", "42", "n"),
                of("{“immediate_response”: “say “hi” twice”, “notebook”: null}", "say \"hi\" twice", null),
                of("immediate_response: 42\nnotebook: null", "42", null),
                of("**Immediate Response:** Paris.\n\n**Notebook:** no update", "Paris.", null),
                of("immediate_response: See below.\nnotebook: # Plan\n1. Go", "See below.", "# Plan\n1. Go"),
                of("<immediate_response>Hi</immediate_response>", "Hi", null),
                of("<immediate_response>Hi</immediate_response>\n<notebook># T</notebook>", "Hi", "# T"));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void readsTheFieldsInOtherSpellings(String reply, String answer, @Nullable String notebook) {
        ParsedResponse response = ResponseParser.parse(reply);
        assertThat(response.immediateResponse()).isEqualTo(answer);
        assertThat(response.notebook()).isEqualTo(notebook);
    }

    @ParameterizedTest
    @MethodSource("answersAboutSuchNames")
    void leavesAnAnswerAboutSuchNamesAsItIs(String answer) {
        assertThat(ResponseParser.parse(answer).immediateResponse()).isEqualTo(answer);
    }

    static Stream<String> answersAboutSuchNames() {
        return Stream.of(
                "{\"name\": \"Immediate response team\", \"notebook\": 3}",
                "The field \"immediateResponse\": holds text.",
                "Send {\"immediateResponse\"} as it is.",
                "**Immediate response:** Isolate the host.\n**Recovery:** Restore.\nNotebook: write it down.",
                "Our notebook: a page a day.\nnotebook: another");
    }

    static Stream<Arguments> backslashes() {
        return Stream.of(
                // mangiucugna/json_repair#74, THU-MAIC/OpenMAIC#658: expressions, paths and LaTeX with one backslash
                of("Use \\d+\\.\\d+ here.", "Use \\d+\\.\\d+ here."),
                of("Open C:\\Users\\new\\table.txt now", "Open C:\\Users\\new\\table.txt now"),
                of("cd D:\\new\\Users", "cd D:\\new\\Users"),
                of(
                        "\\(\\frac{1}{2}\\), \\alpha \\times \\beta \\text{m}",
                        "\\(\\frac{1}{2}\\), \\alpha \\times \\beta \\text{m}"),
                of("$\\frac{1}{2} \\times \\beta \\neq \\rho$", "$\\frac{1}{2} \\times \\beta \\neq \\rho$"),
                of("the word \\bcat\\b", "the word \\bcat\\b"),
                // what is an escape stays one
                of("Option A:\\nUse tea.\\nOption B:\\tUse \\d.", "Option A:\nUse tea.\nOption B:\tUse \\d."),
                of("C:\\\\Users\\\\new and \\d", "C:\\Users\\new and \\d"),
                of("It\\'s caf\\u00e9", "It's café"));
    }

    @ParameterizedTest
    @MethodSource("backslashes")
    void keepsTheBackslashesThatBeginNoEscape(String inJson, String answer) {
        String reply = "{\"immediate_response\":\"" + inJson + "\",\"notebook\":\"" + inJson + "\"}";
        assertThat(ResponseParser.parse(reply).immediateResponse()).isEqualTo(answer);
        assertThat(ResponseParser.parse(reply).notebook()).isEqualTo(answer);
        assertThat(ResponseParser.parse(reply.replace("{\"", "{\"x\":\"a \"b\" c\",\""))
                        .immediateResponse())
                .isEqualTo(answer);
    }

    private static Arguments of(String inJson, String answer) {
        return Arguments.of(inJson, answer);
    }

    @Test
    void takesTheDocumentOfAModelThatWroteNothingBesideIt() {
        ParsedResponse response =
                ResponseParser.parse("{\"immediate_response\":\"\",\"notebook\":\"#" + " Report\\n\\nAll good.\"}");
        assertThat(response.immediateResponse()).isEqualTo("# Report\n\nAll good.");
        assertThat(response.notebook()).isEqualTo("# Report\n\nAll good.");
        assertThat(ResponseParser.parse("{\"immediate_response\":null,\"notebook\":\"no update\"}")
                        .isUsable())
                .isFalse();
    }

    @Test
    void knowsThatAReplyEndedWithinItsJson() {
        assertThat(ResponseParser.parse("{\"immediate_response\":\"First step: do not press the red")
                        .isCut())
                .isTrue();
        assertThat(ResponseParser.parse("{\"immediate_response\":\"He said \"hi\" to me\",\"notebook\":\"n\"}")
                        .isCut())
                .isFalse();
    }

    @Test
    void keepsSuchNamesInsideAnAnswer() {
        assertThat(ResponseParser.parse("{\"immediate_response\":\"Use {\\\"immediateResponse\\\": “x”}\"}")
                        .immediateResponse())
                .isEqualTo("Use {\"immediateResponse\": “x”}");
    }

    private static Arguments of(String reply, String answer, @Nullable String notebook) {
        return Arguments.of(reply, answer, notebook);
    }
}
