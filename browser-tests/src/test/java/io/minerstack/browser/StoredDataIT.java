package io.minerstack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.minerstack.testsupport.http.Answer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StoredDataIT extends RunningConsole {

    private static final JsonMapper JSON = new JsonMapper();

    /** Any time after that of the machine: the clock of a page can't go back. */
    private static final String LATER = "2099-01-01T12:00:00Z";

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
    void beginsThePlaybookWithTheConversationOfTheChat() {
        ConsolePage console = entered();
        console.page().getByLabel("Conversation (cid)").fill("trip/to Lisbon");
        console.button("Open").click();

        console.view("Playbook");

        assertThat(console.page().getByLabel("Conversation (cid)")).hasValue("trip/to Lisbon");
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
        assertThat(console.page().locator(".chart canvas")).hasCount(5);
        assertThat(console.page().locator(".tile.bad")).hasCount(0);
    }

    @Test
    void makesRatesPercentilesAndSharesOfTwoReadings() {
        ConsolePage console = entered();

        Object points = console.page().evaluate("""
                async () => {
                  const { Figures } = await import(document.querySelector('link[href$="/figures.js"]').href);
                  const tokens = (type, total) =>
                    ({ name: "gen_ai.client.token.usage", tags: { "gen_ai.token.type": type }, total });
                  const reading = (second, requests, failed, slow, answers, good, late) => ({
                    time: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
                    services: [
                      { service: "gateway", meters: [
                        { name: "http.server.requests", tags: { uri: "/complete", status: "200" }, count: requests,
                          buckets: [[1, requests - slow], [5, requests]] },
                        { name: "http.server.requests", tags: { uri: "/refine", status: "503" }, count: failed },
                        { name: "http.server.requests", tags: { uri: "/health", status: "200" }, count: 1000 * second },
                        { name: "miner.gateway.window.answers", tags: { outcome: "good" }, value: good },
                        { name: "miner.gateway.window.answers", tags: { outcome: "late" }, value: late }] },
                      { service: "llm-proxy", meters: [
                        { name: "miner.llm.answers", tags: { provider: "vllm", outcome: "answered" }, value: answers },
                        tokens("input", 100 * answers), tokens("output", 10 * answers)] }] });
                  const figures = new Figures();
                  figures.take(reading(0, 100, 4, 50, 50, 1, 0));
                  figures.take(reading(10, 140, 9, 70, 70, 3, 1));
                  // a restart
                  figures.take(reading(20, 20, 0, 0, 10, 0, 0));
                  const { providers, window, ...lists } = figures.points;
                  delete lists.time;
                  return JSON.stringify({ ...lists, providers: [...providers], window: [...window] });
                }""");

        assertThat(JSON.readTree((String) points)).isEqualTo(JSON.readTree("""
                {"requests":[4.5,2],"errors":[0.5,0],"p50":[1,0.5],"p95":[4.6,0.95],"p99":[4.92,0.99],
                 "input":[200,100],"output":[20,10],"providers":[["vllm",[2,1]]],
                 "window":[["good",[0.75,null]],["late",[0.25,null]]]}"""));
    }

    @Test
    void keepsTheChartsAndSaysHowOldTheyAre() {
        ConsolePage console = entered();
        console.view("System");
        assertThat(console.page().locator(".chart canvas")).hasCount(5);

        console.page()
                .route(
                        "**/figures",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(503)
                                .setContentType("application/problem+json")
                                .setBody("{\"title\":\"Unavailable\",\"detail\":\"No figures now.\"}")));

        assertThat(console.text("Old since")).containsText("No figures now.");
        assertThat(console.page().locator(".chart canvas")).hasCount(5);
    }

    @Test
    void readsFiguresOnlyAfterTheLastReadingHasEnded() {
        ConsolePage console = entered();
        AtomicInteger readings = new AtomicInteger();
        console.page().clock().install();
        console.page().route("**/figures", route -> readings.incrementAndGet());
        console.page().waitForRequest("**/figures", () -> console.view("System"));

        assertThat(console.text("Provider in use")).isVisible();

        // less than a reading may take
        console.page().clock().runFor(9_000);

        assertThat(readings).hasValue(1);
    }

    @Test
    void showsTheConversationThatWasChosenLast() {
        gateway().agent.answer("/conversations", Answer.json(200, """
                {"total_conversations":2,"conversations":[
                 {"cid":"slow","messages":2,"last_updated":"2026-01-01T12:00:04+00:00"},
                 {"cid":"quick","messages":2,"last_updated":"2026-01-01T12:00:04+00:00"}]}"""));
        ConsolePage console = entered();
        AtomicReference<@Nullable Route> held = new AtomicReference<>();
        console.page().route("**/conversations/slow", held::set);
        console.view("Conversations");
        console.page().waitForRequest("**/conversations/slow", () -> console.text("slow")
                .click());
        console.text("quick").click();
        Locator title = console.page().locator(".reading h2");
        assertThat(title).hasText("quick");

        Route slow = held.get();
        if (slow == null) {
            throw new AssertionError("the request was not held");
        }
        console.page().waitForResponse("**/conversations/slow", slow::resume);

        assertThat(title).hasText("quick");
    }

    @Test
    void showsPlaybookEntriesOfTypesThatItDoesNotKnow() {
        gateway().agent.answer("/playbook/", Answer.json(200, """
                {"cid":"c","entries":[{"insight_type":"habit","key":"k","value":"Gets up early","version":1,
                 "confidence_score":0.5,"operation":"insert","updated_at":"2026-01-01T12:00:00+00:00"}]}"""));
        ConsolePage console = entered();
        console.view("Playbook");
        console.page().getByLabel("Conversation (cid)").fill("c");

        console.button("Show").click();

        assertThat(console.text("Gets up early")).isVisible();
        assertThat(console.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("habit")))
                .isVisible();
    }

    @Test
    void showsOnlyItsOwnFiguresToAnotherKey() {
        ConsolePage console = open().entered(NORMAL_KEY);
        console.view("System");

        assertThat(console.text("Figures of the whole stack need an operator's key."))
                .isVisible();
        assertThat(console.text("Figures of this key's tenant")).isVisible();
        assertThat(console.text("Counted since")).isVisible();
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

    @Test
    void showsAMessageAsItWasWritten() {
        gateway().agent.answer("/conversations/", Answer.json(200, """
                {"cid":"trip/to Lisbon","message_count":3,"messages":[
                 {"role":"user","content":"Task: travel\\nQuery 1: Plan a trip\\nQuery 2: And the way back",
                  "timestamp":"2026-01-01T12:00:00+00:00"},
                 {"role":"user","content":"Search: trains","timestamp":"2026-01-01T12:00:04+00:00"},
                 {"role":"user","content":"Query 1: of another program","timestamp":"2026-01-01T12:00:08+00:00"}],
                 "created_at":"2026-01-01T12:00:00+00:00","last_activity":"2026-01-01T12:00:08+00:00"}"""));
        ConsolePage console = entered();
        console.view("Conversations");
        console.text("trip/to Lisbon").click();

        Locator messages = console.page().locator(".reading .message");
        assertThat(messages.nth(0).locator(".pre")).hasText(new String[] {"Plan a trip", "And the way back"});
        assertThat(messages.nth(0)).containsText("Task: travel");
        assertThat(messages.nth(1)).containsText("You: Internet search");
        assertThat(messages.nth(1).locator(".pre")).hasText("trains");
        assertThat(messages.nth(2).locator(".pre")).hasText("Query 1: of another program");
        messages.nth(0).getByText("As the miner keeps it").click();
        assertThat(messages.nth(0).locator("pre")).containsText("Query 1: Plan a trip");
        assertThat(messages.nth(2).getByText("As the miner keeps it")).hasCount(0);
    }

    @Test
    void emptiesTheChatAndThePickersOfADeletedConversation() {
        gateway().agent.answer("/complete", TestGateway.component("Soon deleted.", "no update"));
        ConsolePage console = entered();
        Locator field = console.page().getByLabel("Conversation (cid)");
        field.fill("trip/to Lisbon");
        console.ask("And the weather?");
        assertThat(console.text("Soon deleted.")).isVisible();

        delete(console);

        console.view("Chat");
        assertThat(field).not().hasValue("trip/to Lisbon");
        assertThat(console.page().locator(".chat .message")).hasCount(0);
        console.component("Refine");
        console.text("Previous outputs: none").click();
        assertThat(console.text("No answers in this tab yet.")).isVisible();
    }

    @Test
    void putsTheFocusOnWhatADeletionSays() {
        ConsolePage console = entered();

        delete(console);

        assertThat(console.text("The conversation is deleted.")).isFocused();
    }

    @Test
    void movesTheFocusToTheRowsThatShowMoreHasBrought() {
        Answer first = page("first", ",\"next_cursor\":\"2\"");
        Answer second = page("second", "");
        gateway().agent.answer("/conversations", (request, response) -> (request.target()
                                .contains("cursor")
                        ? second
                        : first)
                .to(request, response));
        ConsolePage console = entered();
        console.view("Conversations");

        console.button("Show more").press("Enter");

        assertThat(console.page().locator(".row").last()).containsText("second");
        assertThat(console.page().locator(".row").last()).isFocused();
    }

    @Test
    void showsABudgetThatARefusalNamesAlsoAfterAReload() {
        gateway()
                .agent
                .answer(
                        "/complete",
                        Answer.problem(429, """
                {"title":"Budget exceeded","status":429,"error":"budget_exceeded","detail":"The budget is spent."}""")
                                .withHeader(
                                        "RateLimit-Policy",
                                        "\"tokens-day\";q=100000;qu=\"tokens\";w=86400, "
                                                + "\"money-month\";q=5000000;qu=\"micro-units\";w=2678400")
                                .withHeader(
                                        "RateLimit",
                                        "\"tokens-day\";r=120;t=3600, \"money-month\";r=1250000;t=864000"));
        ConsolePage console = entered();
        console.ask("A question");
        assertThat(console.text("The budget is spent.")).isVisible();

        console.page().reload();
        console.view("System");

        Locator limits = console.page().locator(".limits").filter(new Locator.FilterOptions().setHasText("budget"));
        assertThat(limits).containsText("budget: tokens of a day");
        assertThat(limits).containsText("120 of 100,000 tokens left, all again in ");
        assertThat(limits).containsText("budget: money of a month");
        assertThat(limits).containsText("1.25 of 5 units of money left, all again in 240 h");
    }

    @Test
    void countsDownUntilALimitIsFullAgain() {
        ConsolePage console = entered();
        console.page().clock().install();
        console.page().clock().pauseAt(LATER);

        console.page().evaluate("""
                async () => {
                  const { noteLimits } = await import(document.querySelector('link[href$="/limits.js"]').href);
                  noteLimits(new Headers({
                    "RateLimit": '"complete";r=0;t=30', "RateLimit-Policy": '"complete";q=20;w=60' }));
                }""");
        console.component("Complete");
        assertThat(console.text("0 of 20 left, all again in")).isVisible();
        console.page().clock().runFor(12_000);
        assertThat(console.page().locator("form .actions .hint")).hasText("Requests: 0 of 20 left, all again in 18 s");
        console.page().clock().runFor(20_000);

        assertThat(console.page().locator("form .actions .hint")).hasText("Requests: 20 of 20 left");
    }

    @Test
    void writesTimesOfDayWith24Hours() {
        ConsolePage console = entered();

        Object times = console.page().evaluate("""
                async () => {
                  const { clockTime, time } = await import(document.querySelector('link[href$="/format.js"]').href);
                  const afternoon = new Date();
                  afternoon.setHours(15, 4, 0, 0);
                  return `${clockTime(afternoon.getTime())} ${time(afternoon.toISOString())}`;
                }""");

        assertThat((String) times).startsWith("15:04 ").endsWith(" 15:04").doesNotContain("PM");
    }

    private static Answer page(String cid, String rest) {
        return Answer.json(200, """
                {"total_conversations":2,"conversations":[{"cid":"%s","messages":2,
                 "created_at":"2026-01-01T12:00:00+00:00",
                 "last_updated":"2026-01-01T12:00:04+00:00"}]%s}""".formatted(cid, rest));
    }

    /** Deletes the conversation of the list. */
    private static void delete(ConsolePage console) {
        console.view("Conversations");
        console.text("trip/to Lisbon").click();
        console.button("Delete …").click();
        gateway().agent.answer("/conversations/", Answer.json(200, "{\"success\":true}"));
        console.button("Delete").click();
        assertThat(console.text("The conversation is deleted.")).isVisible();
    }
}
