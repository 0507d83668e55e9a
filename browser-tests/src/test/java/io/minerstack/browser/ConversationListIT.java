package io.minerstack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.minerstack.testsupport.http.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The list of conversations, and the address that each of them has. */
class ConversationListIT extends RunningConsole {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String LINK = "/console#/conversations/trip%2Fto%20Lisbon";

    @Test
    void showsFirstWordsAndLastTurnOfEachConversationWithOneRequest() {
        ArrayNode conversations = JSON.createArrayNode();
        String rockets = "\uD83D\uDE80".repeat(80);
        conversation(conversations, "question", "Task: travel\nQuery 1: Plan a trip\n to   Lisbon\nQuery 2: And back");
        conversation(conversations, "long-task", "Task: " + "t".repeat(294));
        conversation(conversations, "cut-by-miner", "Task: " + "t".repeat(270) + "\nQuery 1: Why is the sky");
        conversation(conversations, "rockets", "Task: \nQuery 1: " + rockets);
        conversation(conversations, "hostile", "\u202E<img src=x onerror=alert(1)>\u0007");
        conversation(conversations, "feedback", "User feedback: Be brief");
        conversation(conversations, "of an older miner", null);
        gateway().agent.answer("/conversations", list(conversations));
        ConsolePage console = entered();
        int before = gateway().agent.requests("GET", "/conversations").size();

        console.view("Conversations");

        assertThat(console.page().locator(".row-title")).hasText(new String[] {
            "Plan a trip to Lisbon And back",
            "Task: " + "t".repeat(114) + "…",
            "Why is the sky…",
            rockets.substring(0, 120) + "…",
            "⟦U+202E⟧<img src=x onerror=alert(1)>⟦U+0007⟧",
            "Be brief",
            "of an older miner"
        });
        assertThat(console.page().locator(".row").first()).containsText("question");
        assertThat(console.page().locator(".row").first()).containsText("2 messages, last turn ");
        assertThat(console.page().locator(".row img")).hasCount(0);
        assertThat(gateway().agent.requests("GET", "/conversations")).hasSize(before + 1);
    }

    @Test
    void keepsWideAndTallTextsInTheirRow() {
        ArrayNode conversations = JSON.createArrayNode();
        conversation(conversations, "w".repeat(100), "w".repeat(300));
        conversation(conversations, "tall", "Z" + "\u0300\u0489\u0321".repeat(99));
        gateway().agent.answer("/conversations", list(conversations));
        try (ConsolePage console = ConsolePage.open(chromium(), gateway().url(), 390, 844, ColorScheme.LIGHT)) {
            console.entered(TestGateway.KEY).view("Conversations");

            assertThat(console.page().locator(".row")).hasCount(2);

            assertThat((Boolean) console.page().evaluate("""
                            [...document.querySelectorAll(".row > *")].every(part =>
                              getComputedStyle(part).overflow === "hidden"
                                && part.getBoundingClientRect().right <= innerWidth)""")).isTrue();
            console.assertThatClean();
        }
    }

    @Test
    void showsTheSameConversationAfterReloadBackAndForward() {
        ConsolePage console = entered();
        console.view("Conversations");
        console.page().locator(".row").click();
        Locator title = console.page().locator(".reading h2");
        assertThat(title).hasText("trip/to Lisbon");
        assertThat(console.page()).hasURL(gateway().url() + LINK);

        console.page().reload();
        assertThat(title).hasText("trip/to Lisbon");
        assertThat(console.page().locator(".row[aria-current]")).hasCount(1);
        console.page().goBack();
        assertThat(console.text("Choose a conversation to read it.")).isVisible();
        assertThat(title).hasCount(0);
        console.page().goForward();
        assertThat(title).hasText("trip/to Lisbon");
        console.view("System");
        console.page().goBack();
        assertThat(title).hasText("trip/to Lisbon");
    }

    @Test
    void opensABookmarkOnceTheKeyIsEntered() {
        ConsolePage console = entered();
        Page other = console.page().context().newPage();
        other.navigate(gateway().url() + LINK);
        assertThat(other.getByLabel("API key")).isVisible();

        other.getByLabel("API key").fill(TestGateway.KEY);
        other.getByLabel("API key").press("Enter");

        assertThat(other.locator(".reading h2")).hasText("trip/to Lisbon");
        assertThat(other).hasURL(gateway().url() + LINK);
    }

    @Test
    void readsAnAddressThatAPersonTyped() {
        ConsolePage console = entered();

        goTo(console, "#/conversations/trip/to Lisbon");

        assertThat(console.page().locator(".reading h2")).hasText("trip/to Lisbon");
        assertThat(console.page()).hasURL(gateway().url() + LINK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "%E2%80%AE", "javascript%3Aalert(1)"})
    void saysThatAConversationIsNotThere(String id) {
        gateway().agent.answer("/conversations/", Answer.problem(404, """
                {"title":"Not found","status":404,"detail":"There is no conversation with this cid.",
                 "error":"not_found"}"""));
        ConsolePage console = entered();

        goTo(console, "#/conversations/" + id);

        assertThat(console.page().locator(".reading")).containsText("The miner keeps no conversation");
        assertThat(console.page().locator(".reading")).not().containsText("\u202E");
        assertThat(console.page().locator(".reading img")).hasCount(0);
        assertThat(console.page().locator(".row")).hasCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%E0%A4", "%00", "a%0Ab", "%C2%85"})
    void saysThatAnAddressCanNameNoConversation(String id) {
        ConsolePage console = entered();

        goTo(console, "#/conversations/" + id);

        assertThat(console.page().locator(".reading")).containsText("This address names no conversation");
        goTo(console, "#/conversations/" + "a".repeat(101));
        assertThat(console.page().locator(".reading")).containsText("This address names no conversation");
        assertThat(gateway().agent.requests("GET", "/conversations/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void asksForNoOtherPathWhereAnIdIsPartOfOne(String id) {
        ConsolePage console = entered();

        goTo(console, "#/conversations/" + id);

        assertThat(console.page().locator(".reading .error"))
                .containsText("No browser can ask for a conversation with this id.");
        assertThat(console.button("Try again")).hasCount(0);
    }

    @Test
    void leavesTheAddressOfADeletedConversation() {
        ConsolePage console = entered();
        goTo(console, "#/conversations/trip%2Fto%20Lisbon");
        console.button("Delete …").click();
        gateway().agent.answer("/conversations/", Answer.json(200, "{\"success\":true}"));

        console.button("Delete").click();

        assertThat(console.text("The conversation is deleted.")).isVisible();
        assertThat(console.page()).hasURL(gateway().url() + "/console#/conversations");
    }

    @Test
    void showsTheListOrAConversationInANarrowWindow() {
        try (ConsolePage console = ConsolePage.open(chromium(), gateway().url(), 390, 844, ColorScheme.LIGHT)) {
            console.entered(TestGateway.KEY).view("Conversations");
            Locator row = console.page().locator(".row");
            assertThat(row).isVisible();
            assertThat(console.page().locator(".reading")).not().isVisible();

            row.click();

            assertThat(console.page().locator(".reading h2")).isInViewport();
            assertThat(row).not().isVisible();
            console.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("All conversations"))
                    .click();
            assertThat(row).isFocused();
            assertThat(console.page().locator(".reading")).not().isVisible();
            console.assertThatClean();
        }
    }

    @Test
    void leavesWhatADeletionSaysInANarrowWindow() {
        try (ConsolePage console = ConsolePage.open(chromium(), gateway().url(), 390, 844, ColorScheme.LIGHT)) {
            console.entered(TestGateway.KEY).view("Conversations");
            console.page().locator(".row").click();
            console.button("Delete …").click();
            gateway().agent.answer("/conversations/", Answer.json(200, "{\"success\":true}"));
            console.button("Delete").click();
            assertThat(console.text("The conversation is deleted.")).isVisible();

            console.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("All conversations"))
                    .click();

            assertThat(console.page().locator(".reading")).not().isVisible();
            assertThat(console.page().locator(".row")).isVisible();
            console.assertThatClean();
        }
    }

    @Test
    void namesTheConversationsThatTheChatOffers() {
        ConsolePage console = entered();

        Locator offered = console.page().locator("#chat-cids option");

        assertThat(offered).hasAttribute("value", "trip/to Lisbon");
        assertThat(offered).hasAttribute("label", "Plan a trip");
    }

    private static void goTo(ConsolePage console, String hash) {
        console.page().evaluate("hash => { location.hash = hash; }", hash);
    }

    private static void conversation(ArrayNode list, String cid, @Nullable String preview) {
        ObjectNode one = list.addObject()
                .put("cid", cid)
                .put("messages", 2)
                .put("created_at", "2026-01-01T12:00:00+00:00")
                .put("last_updated", "2026-01-01T12:00:04+00:00");
        if (preview != null) {
            one.put("preview", preview);
        }
    }

    private static Answer list(ArrayNode conversations) {
        ObjectNode body = JSON.createObjectNode().put("total_conversations", conversations.size());
        body.set("conversations", conversations);
        return Answer.json(200, JSON.writeValueAsString(body));
    }
}
