package io.minerstack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every view at both widths, light and dark: no finding of axe, nothing wider than the window, and a screenshot. */
class AppearanceIT extends RunningConsole {

    private static final String ANSWER = """
            Start with the **shape of the data**, then choose the index:

            1. Rows that are read together belong *together*
            2. One index per question that is really asked

            ```sql
            -- the newest ten messages of a conversation
            SELECT role, content FROM message
            WHERE tenant = 'default' AND cid = 'trip-to-lisbon'
            ORDER BY position DESC LIMIT 10;
            ```

            | index | rows read | time |
            |---|---|---|
            | none | 1,204,311 | 412 ms |
            | (tenant, cid, position) | 10 | 0.1 ms |
            """;

    /** Counts the lines of pixels at whose middle the element, or something in it, is the topmost one. */
    private static final String VISIBLE_HEIGHT = """
            element => Array.from({ length: innerHeight }, (none, line) =>
              document.elementFromPoint(innerWidth / 2, line + 0.5)).filter(top => element.contains(top)).length""";

    @ParameterizedTest
    @CsvSource({"1440, 900, LIGHT", "1440, 900, DARK", "390, 844, LIGHT", "390, 844, DARK"})
    void hasNoSeriousFinding(int width, int height, ColorScheme colours) {
        gateway()
                .answerInTurn(
                        "/complete",
                        TestGateway.component("Hello. What shall we work on?", "# Notes\n\n- measure first\n"),
                        TestGateway.component(ANSWER, "# Notes\n\n- measure first\n- one index per question\n"));
        String name = width + "-" + colours.name().toLowerCase(Locale.ROOT);
        try (ConsolePage console = ConsolePage.open(chromium(), gateway().url(), width, height, colours)) {
            assertThat(console.page().getByLabel("API key")).isVisible();
            look(console, width, name + "-key");
            console.enter(TestGateway.KEY);
            console.ask("Hello");
            assertThat(console.page().locator(".facts").first()).isVisible();
            console.ask("How do I choose an index?");
            assertThat(console.page().locator(".facts")).hasCount(2);
            look(console, width, name + "-chat");
            for (String view : List.of("Components", "Conversations", "Playbook", "System")) {
                console.view(view);
                show(console, view);
                look(console, width, name + "-" + view.toLowerCase(Locale.ROOT));
            }
            console.assertThatClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"390, 400", "720, 450", "360, 225"})
    void leavesRoomForTheConversationInALowWindow(int width, int height) {
        gateway().agent.answer("/complete", TestGateway.component(ANSWER, "no update"));
        try (ConsolePage console = ConsolePage.open(chromium(), gateway().url(), width, height, ColorScheme.LIGHT)) {
            console.entered(TestGateway.KEY).ask("How do I choose an index?");
            Locator answer = console.page().locator(".message .prose > p").first();
            assertThat(answer).isVisible();
            look(console, width, width + "-" + height + "-chat");

            answer.scrollIntoViewIfNeeded();

            assertThat((Integer) console.page().locator(".chat-scroll").evaluate(VISIBLE_HEIGHT))
                    .as("pixels of the conversation that nothing covers")
                    .isGreaterThanOrEqualTo(height / 3);
            console.page().getByText("Options").click();
            assertThat(console.page().getByLabel("Send as")).isVisible();
            console.page().getByText("Options").click();
            console.ask("And then?");
            assertThat(console.page().locator(".facts")).hasCount(2);
            console.page().getByText("Conversation and notebook").click();
            console.button("New").click();
            assertThat(console.page().locator(".chat .message")).hasCount(0);
            console.assertThatClean();
        }
    }

    private static void show(ConsolePage console, String view) {
        switch (view) {
            case "Components" -> {
                console.page().locator("form .query textarea").fill("What is an index?");
                console.button("Answer").click();
                assertThat(console.page().locator(".card .facts")).isVisible();
                console.text("Full JSON").click();
            }
            case "Conversations" -> {
                console.text("trip/to Lisbon").click();
                assertThat(console.button("Continue in the chat")).isVisible();
            }
            case "Playbook" -> {
                console.page().getByLabel("Conversation (cid)").fill("c");
                console.button("Show").click();
                assertThat(console.text("Prefers short answers")).isVisible();
            }
            default -> {
                assertThat(console.text("Score window")).isVisible();
                // the second reading makes the first rates
                assertThat(console.page().locator(".chart-values dd").first())
                        .not()
                        .hasText("–");
            }
        }
    }

    private static void look(ConsolePage console, int width, String name) {
        console.screenshot(name);
        assertThat((Integer) console.page().evaluate("document.documentElement.scrollWidth"))
                .as(name)
                .isLessThanOrEqualTo(width);
        List<String> findings = new AxeBuilder(console.page())
                .analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(String.valueOf(rule.getImpact())))
                        .map(AppearanceIT::text)
                        .toList();
        assertThat(findings).as(name).isEmpty();
    }

    private static String text(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }
}
