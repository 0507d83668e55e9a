package io.minerstack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
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
    void sendsABrowserFromTheRootToTheConsole() {
        ConsolePage console = open();

        console.page().navigate(gateway().url() + "/");

        assertThat(console.page().url()).isEqualTo(gateway().url() + "/console");
        assertThat(console.page().getByLabel("API key")).isVisible();
    }
}
