package io.minerstack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.minerstack.testsupport.http.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        refuse(console);
        assertThat(console.page().getByLabel("API key")).isVisible();
        console.page().unroute("**/conversations?preview=true");
        assertThat(console.page().content()).doesNotContain("A question of the operator");

        console.enter(NORMAL_KEY);
        console.button("Forget it").click();

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

    @ParameterizedTest
    @ValueSource(strings = {TestGateway.KEY, NORMAL_KEY})
    void keepsWhatWasAskedAndTypedForTheSameKeyAndAsksForAnother(String next) {
        ConsolePage console = entered();
        console.ask("A question of the operator");
        assertThat(console.text("An answer.")).isVisible();
        console.page().getByLabel("Your message").fill("Half a thought");
        refuse(console);
        console.page().unroute("**/conversations?preview=true");

        console.enter(next);
        if (!next.equals(TestGateway.KEY)) {
            console.button("Keep it").click();
        }
        console.view("Chat");

        assertThat(console.text("A question of the operator")).isVisible();
        assertThat(console.page().getByLabel("Your message")).hasValue("Half a thought");
    }

    @Test
    void forgetsTheTextsOfARefusedKeyOnRequest() {
        ConsolePage console = entered();
        console.page().getByLabel("Your message").fill("Half a thought");
        refuse(console);

        console.button("Forget everything in this tab").click();

        assertThat(console.page().getByText("The API key has ended.")).hasCount(0);
        assertThat(console.page().getByLabel("API key")).isVisible();
        assertThat((String) console.page().evaluate("JSON.stringify(sessionStorage)"))
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat.js", "uplot.js", "shell.css"})
    void saysThatAFileDidNotLoad(String file) {
        ConsolePage console = open();
        console.page()
                .route(
                        "**/" + file,
                        route -> route.fulfill(
                                new Route.FulfillOptions().setStatus(429).setBody("{}")));
        console.page().reload();
        Locator problem = console.page().locator("#load-problem");
        assertThat(problem).hasAttribute("role", "alert");
        assertThat(problem).containsText("Some files of the console did not load");
        console.page().unroute("**/" + file);

        problem.getByRole(AriaRole.LINK).click();

        assertThat(console.page().getByLabel("API key")).isVisible();
        assertThat(console.text("Some files of the console did not load")).not().isVisible();
    }

    @ParameterizedTest
    @CsvSource({"#/nothing, #/chat", "#nothing, #/chat", "#/components/nothing, #/components/complete"})
    void correctsAnAddressThatNamesNoView(String hash, String corrected) {
        ConsolePage console = entered();

        console.page().evaluate("hash => { location.hash = hash; }", hash);

        assertThat(console.page()).hasURL(gateway().url() + "/console" + corrected);
    }

    /** Has the miner refuse the key at the next look at the conversations. */
    private static void refuse(ConsolePage console) {
        console.page()
                .route(
                        "**/conversations?preview=true",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(401)
                                .setContentType("application/problem+json")
                                .setBody("{\"title\":\"Unauthorized\",\"detail\":\"The API key has ended.\"}")));
        console.view("Conversations");
        assertThat(console.page().getByLabel("API key")).isVisible();
        assertThat(console.text("The API key has ended.")).isVisible();
    }
}
