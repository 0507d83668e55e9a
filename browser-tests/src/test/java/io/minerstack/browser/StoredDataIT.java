package io.minerstack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.minerstack.testsupport.http.Answer;
import org.junit.jupiter.api.Test;

class StoredDataIT extends RunningConsole {

    @Test
    void readsAndDeletesAConversationAfterAQuestion() {
        ConsolePage console = entered();
        console.view("Conversations");
        console.text("trip/to Lisbon").click();
        assertThat(console.page().locator(".reading strong")).hasText("plan");

        console.button("Delete …").click();
        console.page()
                .getByRole(AriaRole.DIALOG)
                .getByText("Also erase its playbook")
                .click();
        gateway().agent.answer("/conversations/", Answer.json(200, "{\"success\":true}"));
        console.button("Delete").click();

        assertThat(console.text("The conversation is deleted.")).isVisible();
        assertThat(gateway().agent.requests("DELETE", "/conversations/trip%2Fto%20Lisbon?playbook=true"))
                .hasSize(1);
    }

    @Test
    void showsThePlaybookByTypeAndWhatAPromptGets() {
        ConsolePage console = entered();
        console.view("Playbook");
        console.page().getByLabel("Conversation (cid)").fill("c");
        console.button("Show").click();

        assertThat(console.text("Prefers short answers")).isVisible();
        assertThat(console.text("version 2")).isVisible();
        assertThat(console.text("Preferences: short answers")).isVisible();
    }

    @Test
    void showsTheFiguresOfTheStackToAnOperator() {
        ConsolePage console = entered();
        console.ask("6 times 7?");
        assertThat(console.text("An answer.")).isVisible();
        console.view("System");

        assertThat(console.text("Live figures of the whole stack")).isVisible();
        assertThat(console.page().getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("/complete")))
                .isVisible();
        assertThat(console.page().getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("vllm")))
                .containsText("41");
        assertThat(console.page().locator(".chart canvas")).hasCount(3);
        assertThat(console.page().locator(".tile.bad")).hasCount(0);
    }

    @Test
    void showsOnlyItsOwnFiguresToAnotherKey() {
        ConsolePage console = open().entered(NORMAL_KEY);
        console.view("System");

        assertThat(console.text("Figures of the whole stack need an operator's key."))
                .isVisible();
        assertThat(console.page().locator(".chart")).hasCount(0);
        assertThat(gateway().agent.requests("GET", "/figures")).isEmpty();
    }

    @Test
    void saysWhichServiceIsAway() {
        gateway().agent.background("/health", Answer.json(503, """
                {"status":"degraded","llm_provider":"vllm","model":"m","active_conversations":0,"features":{},
                 "components":{"llm":"unavailable","memory":"available"},
                 "detail":"No language model is available."}"""));
        ConsolePage console = entered();

        console.view("System");

        assertThat(console.page().locator(".tile.bad").filter(new Locator.FilterOptions().setHasText("llm")))
                .containsText("unavailable");
    }
}
