package io.minerstack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.minerstack.testsupport.http.Answer;
import org.junit.jupiter.api.Test;

class KeyEntryIT extends RunningConsole {

    @Test
    void saysAtOnceThatAKeyIsWrong() {
        ConsolePage console = open();

        console.enter("a-wrong-key-0123456789abcdef0123456789");

        assertThat(console.text("The API key is not accepted.")).isVisible();
        assertThat(console.page().getByRole(AriaRole.NAVIGATION)).not().isVisible();
    }

    @Test
    void refusesWhatCanBeNoKeyWithoutSendingIt() {
        ConsolePage console = open();

        console.enter("ключ");

        assertThat(console.text("A key has no spaces or special letters.")).isVisible();
        assertThat(gateway().agent.requests("GET", "/capabilities")).isEmpty();
    }

    @Test
    void keepsTheKeyOverAReloadForThisTabAlone() {
        ConsolePage console = entered();

        console.page().reload();

        assertThat(console.page().getByLabel("Your message")).isVisible();
        assertThat((String) console.page().evaluate("JSON.stringify(localStorage) + document.cookie"))
                .isEqualTo("{}");
        assertThat(console.page().url()).doesNotContain(TestGateway.KEY);
    }

    @Test
    void forgetsTheKeyAndTheAnswers() {
        ConsolePage console = entered();
        console.ask("A question");
        assertThat(console.text("An answer.")).isVisible();

        console.button("Forget key").click();

        assertThat(console.page().getByLabel("API key")).isVisible();
        assertThat((String) console.page().evaluate("JSON.stringify(sessionStorage)"))
                .isEqualTo("{}");
    }

    @Test
    void showsNothingOfTheKeyBefore() {
        ConsolePage console = entered();
        console.ask("A question of the operator");
        assertThat(console.text("An answer.")).isVisible();
        console.page()
                .route(
                        "**/conversations",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(401)
                                .setContentType("application/problem+json")
                                .setBody("{\"title\":\"Unauthorized\",\"detail\":\"The API key has ended.\"}")));
        console.view("Conversations");
        assertThat(console.text("The API key has ended.")).isVisible();
        assertThat(console.page().getByLabel("API key")).isVisible();
        console.page().unroute("**/conversations");

        console.entered(NORMAL_KEY);

        console.component("Refine");
        console.text("Previous outputs: none").click();
        assertThat(console.text("No answers in this tab yet.")).isVisible();
        console.view("Chat");
        assertThat(console.page().locator(".chat .message")).hasCount(0);
        assertThat(console.page().content()).doesNotContain("A question of the operator", "The API key has ended.");
    }

    @Test
    void cancelsWhatRunsWhenTheKeyIsForgotten() {
        gateway().agent.answer("/complete", Answer.never());
        ConsolePage console = entered();
        console.ask("A long story");
        assertThat(console.page().getByRole(AriaRole.PROGRESSBAR)).isVisible();
        while (!gateway().agent.take().target().equals("/complete")) {
            // requests of the start
        }

        console.button("Forget key").click();

        assertThat(console.page().getByLabel("API key")).isVisible();
        gateway().agent.awaitDisconnect();
        assertThat((String) console.page().evaluate("JSON.stringify(sessionStorage)"))
                .isEqualTo("{}");
    }

    @Test
    void opensForARightKeyWhileConversationsAreAway() {
        gateway().agent.answer("/conversations", Answer.problem(503, """
                {"title":"Unavailable","status":503,"detail":"Conversations are away.","error":"unavailable",
                 "request_id":"id-3"}"""));

        ConsolePage console = entered();

        console.view("System");
        assertThat(console.text("Provider in use")).isVisible();
    }

    @Test
    void worksWhereTheBrowserForbidsStorage() {
        ConsolePage console = open();
        console.page().addInitScript("""
                Object.defineProperty(window, "sessionStorage",
                  { get() { throw new DOMException("forbidden", "SecurityError"); } })""");
        console.page().reload();
        assertThat(console.text("This browser lets the page keep nothing")).isVisible();

        console.entered(TestGateway.KEY);
        console.ask("A question");

        assertThat(console.text("An answer.")).isVisible();
    }

    @Test
    void warnsBeforeAKeyIsSentWithoutHttps() {
        ConsolePage console = open();
        assertThat(console.page().getByRole(AriaRole.NOTE)).hasCount(0);
        console.page().addInitScript("Object.defineProperty(window, 'isSecureContext', { value: false })");

        console.page().reload();

        assertThat(console.page().getByRole(AriaRole.NOTE)).containsText("came without https");
    }

    @Test
    void skipsToTheContentOfTheViewThatIsOpen() {
        ConsolePage console = entered();
        console.view("Playbook");

        console.page().locator(".skip").press("Enter");

        assertThat(console.page().locator("#main")).isFocused();
        assertThat(console.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Playbook")))
                .isVisible();
    }

    @Test
    void sendsABrowserFromTheRootToTheConsole() {
        ConsolePage console = open();

        console.page().navigate(gateway().url() + "/");

        assertThat(console.page().url()).isEqualTo(gateway().url() + "/console");
        assertThat(console.page().getByLabel("API key")).isVisible();
    }
}
