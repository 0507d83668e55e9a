package io.minerstack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.minerstack.testsupport.http.Answer;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console without a mouse and without a screen: where the focus is, what controls are called, and what is said. */
class KeyboardIT extends RunningConsole {

    private static final String PROBLEM = """
            {"title":"Unavailable","status":503,"detail":"No language model is available.","error":"unavailable"}""";

    /** More than any view has controls. */
    private static final int STEPS = 150;

    /** Notes which elements the focus reaches, and which of them do not show it. */
    private static final String WATCH_FOCUS = """
            () => {
              window.reached = new Set();
              window.unmarked = [];
              document.activeElement.blur();
              addEventListener("focusin", ({ target }) => {
                reached.add(target);
                const style = getComputedStyle(target);
                if (style.outlineStyle === "none" && style.boxShadow === "none") {
                  unmarked.push(target.outerHTML.slice(0, 200));
                }
              });
            }""";

    private static final String NOT_REACHED = """
            () => [...document.querySelectorAll(
                "a[href], button, input, select, textarea, summary, [tabindex='0']")]
              .filter(element => element.checkVisibility() && !reached.has(element))
              .map(element => element.outerHTML.slice(0, 200))""";

    /** Notes each text that appears in a live region, as a screen reader says it. */
    private static final String LISTEN = """
            () => {
              window.said = [];
              const regions = "[role=alert], [role=status], [aria-live]";
              new MutationObserver(records => records.forEach(({ target, addedNodes }) =>
                [target.nodeType === Node.TEXT_NODE ? target : null, ...addedNodes].forEach(node => {
                  const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
                  const region = element?.closest?.(regions) ?? null;
                  const inside = [...(element?.querySelectorAll?.("[role=alert]") ?? [])];
                  [region === null ? null : node, ...inside].forEach(part => {
                    const nearest = (part?.closest ? part : part?.parentElement)?.closest(regions);
                    if (part && nearest?.getAttribute("aria-live") !== "off") {
                      said.push(part.textContent);
                    }
                  });
                }))).observe(document, { childList: true, subtree: true, characterData: true });
            }""";

    @ParameterizedTest
    @ValueSource(strings = {"Chat", "Components", "Conversations", "Playbook", "System"})
    void reachesEveryControlAndShowsWhereItIs(String view) {
        ConsolePage console = filled(view);
        console.page().evaluate(WATCH_FOCUS);

        for (int step = 0; step < STEPS; step++) {
            console.page().keyboard().press("Tab");
        }

        assertThat((List<?>) console.page().evaluate(NOT_REACHED)).isEmpty();
        assertThat((List<?>) console.page().evaluate("unmarked"))
                .as("focused, without a mark")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Chat", "Components", "Conversations", "Playbook", "System"})
    void namesEveryControlForAScreenReader(String view) {
        ConsolePage console = filled(view);

        JsonObject tree = console.page().context().newCDPSession(console.page()).send("Accessibility.getFullAXTree");

        List<JsonObject> controls = stream(tree.get("nodes"))
                .map(JsonElement::getAsJsonObject)
                .filter(node -> !node.get("ignored").getAsBoolean() && isFocusable(node))
                .toList();
        assertThat(controls).hasSizeGreaterThan(8);
        assertThat(controls).allSatisfy(node -> assertThat(value(node, "name"))
                .as("name of a %s", value(node, "role"))
                .isNotBlank());
    }

    @Test
    void asksAndOpensEachViewWithKeysAlone() {
        ConsolePage console = open();
        Page page = console.page();
        page.keyboard().type(TestGateway.KEY);
        page.keyboard().press("Enter");
        assertThat(page.getByLabel("Your message")).isFocused();
        page.keyboard().type("6 times 7?");
        page.keyboard().press("Enter");
        assertThat(console.text("An answer.")).isVisible();
        for (String view : List.of("Components", "Conversations", "Playbook", "System", "Chat")) {
            tabTo(console, view);
            page.keyboard().press("Enter");
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasText(view);
            assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(view)))
                    .isFocused();
        }
    }

    @Test
    void goesToTheConversationThatIsOpenedAndBackToItsRow() {
        ConsolePage console = entered();
        console.view("Conversations");
        console.page().locator(".row").press("Enter");

        assertThat(console.page().locator(".reading")).isFocused();
        assertThat(console.page().locator(".reading h2")).isVisible();
        assertThat(console.page().locator(".reading")).isFocused();
        console.page().goBack();

        assertThat(console.page().locator(".row")).isFocused();
    }

    @Test
    void staysInTheViewThatAButtonOpens() {
        ConsolePage console = opened();

        console.button("Playbook").press("Enter");
        assertThat(console.text("Prefers short answers")).isVisible();
        assertThat(console.page().locator("#main")).isFocused();
        console.page().goBack();
        console.button("Continue in the chat").press("Enter");

        assertThat(console.page().getByLabel("Your message")).isVisible();
        assertThat(console.page().locator("#main")).isFocused();
    }

    @Test
    void returnsToTheButtonThatOpenedADialog() {
        ConsolePage console = opened();
        for (String end : List.of("Escape", "Keep it")) {
            console.button("Delete …").press("Enter");
            assertThat(console.page().getByRole(AriaRole.DIALOG)).isVisible();

            if (end.equals("Escape")) {
                console.page().keyboard().press("Escape");
            } else {
                console.button(end).press("Enter");
            }

            assertThat(console.page().getByRole(AriaRole.DIALOG)).hasCount(0);
            assertThat(console.button("Delete …")).isFocused();
        }
    }

    @Test
    void closesTheQuestionWhereTheBackButtonLeavesItsConversation() {
        ConsolePage console = opened();
        console.button("Delete …").press("Enter");

        console.page().goBack();

        assertThat(console.page().getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(console.text("Choose a conversation to read it.")).isVisible();
        assertThat(console.page().locator("#main")).isFocused();
        assertThat(gateway().agent.requests("DELETE", "/")).isEmpty();
    }

    @Test
    void staysInADialogThatShowsAnError() {
        ConsolePage console = opened();
        console.button("Delete …").press("Enter");
        gateway().agent.answer("/conversations/", Answer.problem(503, PROBLEM));

        console.button("Delete").press("Enter");

        assertThat(console.page().getByRole(AriaRole.DIALOG)).containsText("No language model is available.");
        assertThat(console.button("Delete")).isFocused();
    }

    @Test
    void staysAtTheErrorOfAListUntilTheListIsThere() {
        ConsolePage console = entered();
        gateway().agent.answer("/conversations", Answer.problem(503, PROBLEM));
        console.view("Conversations");

        console.button("Try again").press("Enter");

        assertThat(console.button("Try again")).isFocused();
        gateway().agent.answer("/conversations", Answer.json(200, """
                {"total_conversations":1,"conversations":[{"cid":"c","messages":2,
                 "last_updated":"2026-01-01T12:00:04+00:00"}]}"""));
        console.button("Try again").press("Enter");
        assertThat(console.page().locator(".row")).isFocused();
    }

    @Test
    void staysInTheChatWhereEarlierMessagesCameAtTheSecondTry() {
        ConsolePage console = opened();
        gateway().agent.answer("/conversations/", Answer.problem(503, PROBLEM));
        console.button("Continue in the chat").click();
        assertThat(console.error()).isVisible();
        gateway().agent.answer("/conversations/", Answer.problem(404, "{\"title\":\"Not found\",\"status\":404}"));

        console.button("Try again").press("Enter");

        assertThat(console.error()).hasCount(0);
        assertThat(console.page()
                        .getByRole(
                                AriaRole.REGION,
                                new Page.GetByRoleOptions()
                                        .setName("Conversation")
                                        .setExact(true)))
                .isFocused();
    }

    @Test
    void returnsToTheFieldAfterAKeyThatIsNotAccepted() {
        ConsolePage console = open();
        console.page().getByLabel("API key").fill("a-wrong-key-0123456789abcdef0123456789");

        console.button("Open the console").press("Enter");

        assertThat(console.text("The API key is not accepted.")).isVisible();
        assertThat(console.page().getByLabel("API key")).isFocused();
    }

    @Test
    void staysInThePageWhereTheMinerIsAwayAfterAReload() {
        ConsolePage console = entered();
        console.page().route("**/conversations?limit=1", KeyboardIT::breakOff);
        console.page().reload();

        console.button("Try again").press("Enter");

        assertThat(console.page().locator("#main")).isFocused();
        console.page().unroute("**/conversations?limit=1");
        console.button("Try again").press("Enter");
        assertThat(console.page().getByLabel("Your message")).isFocused();
    }

    @Test
    void saysAnErrorOnceAndNotAgainWhenItIsShownAgain() {
        gateway().agent.answer("/complete", Answer.problem(503, PROBLEM));
        ConsolePage console = entered();
        console.page().evaluate(LISTEN);
        console.ask("Anybody there?");
        assertThat(console.error()).isVisible();

        console.view("Playbook");
        console.view("Chat");

        assertThat(console.error()).isVisible();
        assertThat(said(console, "No language model is available.")).hasSize(1);
    }

    @Test
    void saysTheErrorOfAConversationOnce() {
        ConsolePage console = entered();
        gateway().agent.answer("/conversations/", Answer.problem(503, PROBLEM));
        console.page().evaluate(LISTEN);
        console.view("Conversations");

        console.page().locator(".row").click();

        assertThat(console.error()).isVisible();
        assertThat(said(console, "No language model is available.")).hasSize(1);
    }

    @Test
    void saysOnceThatAnAnswerIsThere() {
        ConsolePage console = entered();
        console.page().evaluate(LISTEN);

        console.ask("6 times 7?");

        assertThat(console.text("An answer.")).isVisible();
        assertThat(said(console, "The miner is working")).hasSize(1);
        assertThat(said(console, "The answer is there")).hasSize(1);
        assertThat(said(console, "An answer.")).isEmpty();
    }

    @Test
    void saysOnceThatTheMinerIsAwayHoweverOftenItIsAsked() {
        ConsolePage console = entered();
        console.page().route("**/health", KeyboardIT::breakOff);
        console.page().evaluate(LISTEN);
        console.view("System");
        assertThat(console.error()).isVisible();

        for (int reading = 0; reading < 3; reading++) {
            console.page().waitForRequest("**/health", () -> {
                console.view("Chat");
                console.view("System");
            });
            assertThat(console.error()).isVisible();
        }

        assertThat(said(console, "The miner can't be reached")).hasSize(1);
    }

    /** As a connection that ends without an answer. */
    private static void breakOff(Route route) {
        route.abort("aborted");
    }

    /** The view with something in each of its parts. */
    private ConsolePage filled(String view) {
        gateway().agent.answer("/complete", TestGateway.component("See `x`:\n\n```sql\nSELECT 1\n```", "# Notes\n"));
        ConsolePage console = entered();
        console.ask("6 times 7?");
        assertThat(console.page().locator(".facts")).hasCount(1);
        console.view(view);
        switch (view) {
            case "Components" -> {
                console.page().locator("form .query textarea").fill("What is an index?");
                console.button("Answer").click();
                assertThat(console.page().locator(".card .facts")).isVisible();
                console.text("Full JSON").click();
                console.page().getByText("Previous outputs:").click();
            }
            case "Conversations" -> {
                console.page().locator(".row").click();
                assertThat(console.button("Continue in the chat")).isVisible();
            }
            case "Playbook" -> {
                console.page().getByLabel("Conversation (cid)").fill("c");
                console.button("Show").click();
                assertThat(console.text("Prefers short answers")).isVisible();
            }
            default ->
                assertThat(console.page().getByRole(AriaRole.HEADING).first()).isVisible();
        }
        return console;
    }

    /** A conversation that is read. */
    private ConsolePage opened() {
        ConsolePage console = entered();
        console.view("Conversations");
        console.page().locator(".row").click();
        assertThat(console.button("Continue in the chat")).isVisible();
        return console;
    }

    private static void tabTo(ConsolePage console, String view) {
        Locator link = console.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(view));
        for (int step = 0; step < STEPS && !isFocused(link); step++) {
            console.page().keyboard().press("Tab");
        }
        assertThat(link).isFocused();
    }

    private static boolean isFocused(Locator locator) {
        return (Boolean) locator.evaluate("element => element === document.activeElement");
    }

    private static List<String> said(ConsolePage console, String part) {
        return ((List<?>) console.page().evaluate("said"))
                .stream()
                        .map(String::valueOf)
                        .filter(text -> text.contains(part))
                        .toList();
    }

    private static boolean isFocusable(JsonObject node) {
        return node.has("properties")
                && stream(node.get("properties"))
                        .map(JsonElement::getAsJsonObject)
                        .anyMatch(property -> property.get("name").getAsString().equals("focusable")
                                && value(property, "value").equals("true"));
    }

    private static Stream<JsonElement> stream(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false);
    }

    private static String value(JsonObject node, String name) {
        return node.has(name) ? node.getAsJsonObject(name).get("value").getAsString() : "";
    }
}
