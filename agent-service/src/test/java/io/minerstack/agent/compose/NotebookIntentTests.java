package io.minerstack.agent.compose;

import static io.minerstack.agent.TestObjects.input;
import static io.minerstack.agent.TestObjects.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.contract.ComponentName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotebookIntentTests {

    @Test
    void asksAPlainQuestionForPlainText() {
        assertThat(NotebookIntent.of(ComponentName.COMPLETE, input("", List.of(), "What is quantum computing?")))
                .isFalse();
        assertThat(NotebookIntent.of(ComponentName.COMPLETE, input("", List.of(output("text")), "And then?")))
                .isFalse();
    }

    @Test
    void asksForANotebookWhereADocumentIsWantedOrThere() {
        assertThat(NotebookIntent.of(ComponentName.COMPLETE, input("Write a poem", List.of(), "about the sea")))
                .isTrue();
        assertThat(NotebookIntent.of(ComponentName.COMPLETE, input("", List.of(output("", "# Sea")), "Translate it")))
                .isTrue();
        assertThat(NotebookIntent.of(ComponentName.REFINE, input("", List.of(output("text")), "More")))
                .isTrue();
        assertThat(NotebookIntent.of(ComponentName.SUMMARY, input("", List.of(output("", "# Sea")), "Sum up")))
                .isTrue();
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
                "Bitte schreibe ein Gedicht \u00FCber das Meer.",
                "Kannst du mir einen Brief an meinen Vermieter schreiben?",
                "\u00C9cris un po\u00E8me sur la mer",
                "Peux-tu r\u00E9diger une lettre de motivation ?",
                "Escr\u00EDbeme un plan de viaje",
                "\u00BFPuedes escribir un cuento?",
                "Escreva um plano de viagem",
                "Scrivimi un piano di viaggio",
                "Puoi scrivere una lettera?",
                "Schrijf een gedicht over de zee",
                "Kun je een brief schrijven?",
                "\u041D\u0430\u043F\u0438\u0448\u0438 \u043F\u043B\u0430\u043D"
                        + " \u043F\u043E\u0435\u0437\u0434\u043A\u0438",
                "\u041C\u043E\u0436\u0435\u0448\u044C \u043D\u0430\u043F\u0438\u0441\u0430\u0442\u044C"
                        + " \u043F\u0438\u0441\u044C\u043C\u043E?",
                "\u8BF7\u5199\u4E00\u7BC7\u5173\u4E8E\u6625\u5929\u7684\u6587\u7AE0\u3002",
                "\u5E2E\u6211\u5199\u4E00\u4E2APython\u51FD\u6570",
                "\u65C5\u884C\u8A08\u753B\u3092\u66F8\u3044\u3066\u304F\u3060\u3055\u3044\u3002",
                "\uC5EC\uD589 \uACC4\uD68D\uC744 \uC368 \uC918"
            })
    void offersANotebookWhereSomethingIsToBeWritten(String query) {
        assertThat(NotebookIntent.of(ComponentName.COMPLETE, input("", List.of(), query)))
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
                "Schreib einen Satz \u00FCber Katzen",
                "Was ist ein Gedicht?",
                "Comment \u00E9crire une lettre ?",
                "\u00C9cris une phrase courte",
                "\u00BFC\u00F3mo escribo una carta?",
                "Escribe una palabra",
                "Como escrevo uma carta?",
                "Come scrivo una lettera?",
                "Scrivi una sola parola",
                "Hoe schrijf ik een brief?",
                "Schrijf \u00E9\u00E9n zin",
                "\u041A\u0430\u043A \u043D\u0430\u043F\u0438\u0441\u0430\u0442\u044C"
                        + " \u043F\u0438\u0441\u044C\u043C\u043E?",
                "\u041D\u0430\u043F\u0438\u0448\u0438 \u043E\u0434\u043D\u043E \u0441\u043B\u043E\u0432\u043E",
                "\u600E\u4E48\u5199\u4E00\u5C01\u4FE1\uFF1F",
                "\u5199\u4E00\u4E2A\u7B11\u8BDD",
                "\u5199\u4F5C\u5F88\u91CD\u8981\u3002",
                "\u624B\u7D19\u306E\u66F8\u304D\u65B9\u3092\u6559\u3048\u3066\u304F\u3060\u3055\u3044\u3002",
                "\u7B54\u3048\u3092\u66F8\u3044\u3066\u304F\u3060\u3055\u3044\u3002",
                "\uD3B8\uC9C0\uB97C \uC5B4\uB5BB\uAC8C \uC368?",
                "\uD55C \uB2E8\uC5B4\uB85C \uC368 \uC918"
            })
    void asksForPlainTextWhereAnAnswerIsWanted(String query) {
        assertThat(NotebookIntent.of(ComponentName.COMPLETE, input("", List.of(), query)))
                .isFalse();
    }

    @Test
    void neverWritesANotebookAsFeedback() {
        assertThat(NotebookIntent.of(ComponentName.FEEDBACK, input("Write a report", List.of(output("", "n")), "q")))
                .isFalse();
    }
}
