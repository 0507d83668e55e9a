package io.minerstack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.minerstack.testsupport.http.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComponentFormsIT extends RunningConsole {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource({
        "Complete, Answer, /complete",
        "Refine, Refine, /refine",
        "Feedback, Judge, /feedback",
        "Human feedback, Send feedback, /human_feedback",
        "Summary, Summarise, /summary",
        "Aggregate, Aggregate, /aggregate",
        "Internet search, Search, /internet_search"
    })
    void sendsEachComponent(String title, String verb, String path) {
        ConsolePage console = entered();
        console.component(title);
        Locator form = form(console, title);

        form.getByLabel("Conversation (cid)").fill("trip/to Lisbon");
        form.getByLabel("Task").fill("a task");
        form.getByLabel("Query").fill("6 times 7?");
        form.getByText("Use the playbook").click();
        form.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(verb).setExact(true))
                .click();

        assertThat(console.page().locator(".card .prose")).hasText("An answer.");
        JsonNode sent =
                JSON.readTree(gateway().agent.requests("POST", path).getFirst().body());
        assertThat(sent).isEqualTo(JSON.readTree("""
                {"cid":"trip/to Lisbon","task":"a task","input":[{"user_query":"6 times 7?"}],
                 "use_playbook":false}"""));
    }

    @Test
    void sendsEarlierAnswersAsPreviousOutputs() {
        ConsolePage console = entered();
        console.component("Complete");
        form(console, "Complete").getByLabel("Query").fill("6 times 7?");
        console.button("Answer").click();
        console.button("Refine this").click();

        form(console, "Refine")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Refine").setExact(true))
                .click();

        assertThat(console.page().locator(".card")).hasCount(1);
        JsonNode sent = JSON.readTree(
                gateway().agent.requests("POST", "/refine").getFirst().body());
        assertThat(sent.path("previous_outputs")).isEqualTo(JSON.readTree("""
                [{"task":"","input":[{"user_query":"6 times 7?"}],"component":"complete",
                 "output":{"immediate_response":"An answer.","notebook":"no update"}}]"""));
    }

    @Test
    void takesPreviousOutputsFromElsewhereAsJson() {
        ConsolePage console = entered();
        console.component("Aggregate");
        Locator form = form(console, "Aggregate");
        form.getByText("Previous outputs: none").click();
        form.getByLabel("Or paste JSON").fill("{\"output\":{}}");
        form.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Aggregate").setExact(true))
                .click();
        assertThat(console.text("has no output.immediate_response")).isVisible();

        form.getByLabel("Or paste JSON")
                .fill("{\"output\":{\"immediate_response\":\"42\",\"notebook\":\"no update\"}}");
        form.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Aggregate").setExact(true))
                .click();

        assertThat(console.page().locator(".card .prose")).hasText("An answer.");
        assertThat(gateway().agent.requests("POST", "/aggregate").getFirst().body())
                .contains("\"42\"");
    }

    @Test
    void showsTheSameRequestForCurlAndPythonWithoutTheKey() {
        ConsolePage console = entered();
        console.component("Complete");
        Locator form = form(console, "Complete");
        form.getByLabel("Query").fill("What's \"new\"?");

        form.getByText("The same request with curl").click();
        form.getByText("The same request in Python").click();

        assertThat(form.locator("pre").first()).containsText("What'\\''s \\\"new\\\"?");
        assertThat(form.locator("pre").first()).containsText("-H \"X-API-Key: $API_KEY\"");
        assertThat(form.locator("pre").first()).containsText("export API_KEY=");
        assertThat(form.locator("pre").last()).containsText("export API_KEY=");
        assertThat(form.locator("pre").last()).containsText("import urllib.request");
        assertThat(form.locator("pre").last()).not().containsText("import requests");
        assertThat(form.locator("pre").last()).containsText("\"user_query\": \"What's \\\"new\\\"?\"");
        assertThat(console.page().content()).doesNotContain(TestGateway.KEY);
    }

    @Test
    void copiesACommandThatAShellRunsAsTheSameRequest(@TempDir Path folder) throws Exception {
        String query = "What's \"new\" in $HOME `id` \\ ! \u202E\u0085\u007F\uDB40\uDC41 ключ?";
        ConsolePage console = entered();
        console.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        console.component("Complete");
        Locator form = form(console, "Complete");
        form.getByLabel("Query").fill(query);
        form.getByText("The same request with curl").click();
        form.locator("pre").first().waitFor();
        form.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Copy"))
                .click();
        assertThat(form.getByText("Copied")).isVisible();
        String command = (String) console.page().evaluate("navigator.clipboard.readText()");
        assertThat(command)
                .doesNotContain("\u202E", "\u0085", "\u007F", "\uDB40")
                .contains("\\u202e");

        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        shell.environment().put("API_KEY", TestGateway.KEY);
        int status = shell.start().waitFor();

        assertThat(Files.readString(folder.resolve("output")))
                .as("status %d", status)
                .contains("An answer.");
        assertThat(JSON.readTree(gateway()
                                .agent
                                .requests("POST", "/complete")
                                .getFirst()
                                .body())
                        .at("/input/0/user_query")
                        .asString())
                .isEqualTo(query);
    }

    @Test
    void copiesAnAnswerAsItIsShown() {
        gateway().agent.answer("/complete", TestGateway.component("a\u202Eb\u001B[2Jc", "no update"));
        ConsolePage console = entered();
        console.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        console.component("Complete");
        form(console, "Complete").getByLabel("Query").fill("x");
        console.button("Answer").click();

        console.button("Copy text").click();

        assertThat(console.text("Copied as shown, with marks for 2 hidden characters"))
                .isVisible();
        assertThat((String) console.page().evaluate("navigator.clipboard.readText()"))
                .isEqualTo("a⟦U+202E⟧b⟦U+001B⟧[2Jc");
    }

    @Test
    void aggregatesAnswersOfOneConversation() {
        ConsolePage console = entered();
        console.component("Complete");
        Locator form = form(console, "Complete");
        for (String cid : List.of("first", "second")) {
            gateway().agent.answer("/complete", TestGateway.component("Of the " + cid + ".", "no update"));
            form.getByLabel("Conversation (cid)").fill(cid);
            form.getByLabel("Query").fill("6 times 7?");
            console.button("Answer").click();
            assertThat(console.page().locator(".card .prose").first()).hasText("Of the " + cid + ".");
        }

        console.button("Aggregate the last three").first().click();
        form(console, "Aggregate")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Aggregate").setExact(true))
                .click();

        assertThat(console.page().locator(".card .prose").first()).hasText("An answer.");
        assertThat(gateway().agent.requests("POST", "/aggregate").getFirst().body())
                .contains("Of the second.")
                .doesNotContain("Of the first.");
    }

    @Test
    void showsNoCommandForARequestThatCanNotBeSent() {
        ConsolePage console = entered();
        console.component("Aggregate");
        Locator form = form(console, "Aggregate");
        form.getByText("Previous outputs: none").click();
        form.getByLabel("Or paste JSON").fill("not JSON");

        form.getByText("The same request with curl").click();

        assertThat(console.text("The pasted previous outputs are not JSON.")).isVisible();
        assertThat(form.locator("pre")).hasCount(0);
    }

    @Test
    void showsTheWholeJsonAndTheTimeTaken() {
        ConsolePage console = entered();
        console.component("Complete");
        form(console, "Complete").getByLabel("Query").fill("6 times 7?");
        console.button("Answer").click();

        console.text("Full JSON").click();

        assertThat(console.page().locator(".card pre").last()).containsText("\"tokens_used\": 12");
        assertThat(console.page().locator(".card .facts")).containsText("12 tokens");
        assertThat(console.page().locator(".card .facts li").first()).containsText(" s");
    }

    @Test
    void showsWhichLimitARequestBreaks() {
        gateway().agent.answer("/complete", Answer.problem(422, """
                {"title":"Invalid","status":422,"detail":"The request breaks a limit.","error":"invalid",
                 "request_id":"id-7","errors":[{"field":"input[0].user_query","message":"must not be blank"}]}"""));
        ConsolePage console = entered();
        console.component("Complete");
        form(console, "Complete").getByLabel("Query").fill("x");
        console.button("Answer").click();

        Locator error = console.error();
        assertThat(error).containsText("input[0].user_query must not be blank");
        assertThat(error).containsText("id-7");
    }

    @Test
    void countsDownUntilALimitFrees() {
        ConsolePage console = open().entered(NORMAL_KEY);
        console.component("Summary");
        Locator send = form(console, "Summary")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Summarise").setExact(true));
        Locator error = console.error();
        for (int sent = 1; sent <= 3 && error.count() == 0; sent++) {
            send.click();
            assertThat(console.page().locator(".card")).hasCount(sent);
        }

        assertThat(error).containsText("429");
        assertThat(error.getByRole(AriaRole.BUTTON)).containsText("Try again in");
        assertThat(error.getByRole(AriaRole.BUTTON)).isDisabled();
        assertThat(console.text("Requests: 0 of 2 left, all again in")).isVisible();
    }

    @Test
    void keepsAFormAndItsAnswersOverAReload() {
        ConsolePage console = entered();
        console.component("Complete");
        Locator form = form(console, "Complete");
        form.getByLabel("Conversation (cid)").fill("trip/to Lisbon");
        form.getByLabel("Task").fill("a task");
        form.getByLabel("Query").fill("6 times 7?");
        form.getByText("Use the playbook").click();
        console.button("Answer").click();
        assertThat(console.page().locator(".card .prose")).hasText("An answer.");
        console.button("Add a query").click();
        form.getByLabel("Query 2", new Locator.GetByLabelOptions().setExact(true))
                .fill("And 7 times 8?");

        console.page().reload();

        assertThat(console.page().locator(".card .prose")).hasText("An answer.");
        assertThat(form.getByLabel("Conversation (cid)")).hasValue("trip/to Lisbon");
        assertThat(form.getByLabel("Task")).hasValue("a task");
        assertThat(form.locator(".query textarea").first()).hasValue("6 times 7?");
        assertThat(form.getByLabel("Query 2", new Locator.GetByLabelOptions().setExact(true)))
                .hasValue("And 7 times 8?");
        assertThat(form.getByLabel("Use the playbook")).not().isChecked();
    }

    @Test
    void showsTheAnswerThatIsBelowTheFormInANarrowWindow() {
        try (ConsolePage console = ConsolePage.open(chromium(), gateway().url(), 390, 844, ColorScheme.LIGHT)) {
            console.entered(TestGateway.KEY).component("Complete");
            form(console, "Complete").getByLabel("Query").fill("6 times 7?");

            console.button("Answer").click();

            assertThat(console.page().locator(".card .facts")).isInViewport();
            console.assertThatClean();
        }
    }

    @Test
    void keepsTheFocusOnTheButtonThatSends() {
        ConsolePage console = entered();
        console.component("Complete");
        form(console, "Complete").getByLabel("Query").fill("6 times 7?");

        console.button("Answer").press("Enter");

        assertThat(console.page().locator(".card .prose")).hasText("An answer.");
        assertThat(console.button("Answer")).isFocused();
    }

    @Test
    void returnsToTheButtonThatSendsAfterACancel() {
        gateway().agent.answer("/complete", Answer.never());
        ConsolePage console = entered();
        console.component("Complete");
        form(console, "Complete").getByLabel("Query").fill("6 times 7?");
        console.button("Answer").click();

        console.button("Cancel").press("Enter");

        assertThat(console.text("Cancelled after")).isVisible();
        assertThat(console.button("Answer")).isFocused();
    }

    @Test
    void putsTheFocusOnTheQueryBeforeARemovedOne() {
        ConsolePage console = entered();
        console.component("Complete");
        console.button("Add a query").click();

        console.button("Remove query 2").press("Enter");

        assertThat(form(console, "Complete").locator(".query textarea")).isFocused();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | The pasted list is empty.",
                "nonsense | The pasted previous outputs are not JSON.",
                "{} | A pasted previous output has no output.immediate_response."
            })
    void saysBesideItsFieldWhatIsWrongWithAPaste(String paste, String words) {
        ConsolePage console = entered();
        console.component("Aggregate");
        Locator form = form(console, "Aggregate");
        form.getByText("Previous outputs: none").click();
        Locator field = form.getByLabel("Or paste JSON");
        field.fill(paste);

        form.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Aggregate").setExact(true))
                .click();

        assertThat(field).hasAttribute("aria-invalid", "true");
        assertThat(field).isFocused();
        assertThat(form.locator(".field-problem")).hasText(words);
        assertThat(field)
                .hasAccessibleDescription(
                        words + " Whole answers of the API, or previous outputs; one, or a list of them.");
        field.fill("");
        assertThat(form.locator(".field-problem")).isEmpty();
        assertThat(gateway().agent.requests("POST", "/aggregate")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Refine", "Feedback", "Summary", "Aggregate"})
    void saysBeforeARequestThatNoAnswerIsChosen(String title) {
        ConsolePage console = entered();
        console.component("Complete");
        form(console, "Complete").getByLabel("Query").fill("6 times 7?");
        console.button("Answer").click();
        assertThat(console.page().locator(".card .prose")).hasText("An answer.");
        console.component(title);
        Locator form = form(console, title);
        assertThat(form.getByRole(AriaRole.NOTE)).containsText("chosen to be");

        form.getByText("Previous outputs: none").click();
        assertThat(form.locator(".pick-query")).hasText("6 times 7?");
        form.getByRole(AriaRole.CHECKBOX).first().check();

        assertThat(form.getByRole(AriaRole.NOTE)).not().isVisible();
    }

    private static Locator form(ConsolePage console, String title) {
        return console.page()
                .getByRole(
                        AriaRole.FORM,
                        new Page.GetByRoleOptions().setName(title).setExact(true));
    }
}
