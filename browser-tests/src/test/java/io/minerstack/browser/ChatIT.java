package io.minerstack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ReceivedRequest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatIT extends RunningConsole {

    @Test
    void showsAnswersAsMarkdownWithColouredCode() {
        gateway()
                .agent
                .answer(
                        "/complete",
                        TestGateway.component("A **bold** word\n\n```python\nreturn 42\n```", "no update"));
        ConsolePage console = entered();

        console.ask("A question");

        assertThat(console.page().locator(".prose strong")).hasText("bold");
        assertThat(console.page().locator(".prose .hljs-keyword")).hasText("return");
    }

    @Test
    void keepsTheNotebookBesideTheChatAndShowsItsChanges() {
        gateway()
                .answerInTurn(
                        "/complete",
                        TestGateway.component("First.", "one\ntwo\n"),
                        TestGateway.component("Second.", "one\ntwo and more\n"));
        ConsolePage console = entered();
        console.ask("Begin a list");
        assertThat(console.text("First.")).isVisible();
        console.ask("Go on");
        assertThat(console.text("Second.")).isVisible();

        console.text("Show changes").click();

        Locator notebook = console.page().getByRole(AriaRole.COMPLEMENTARY);
        assertThat(notebook.locator("del")).hasText("two");
        assertThat(notebook.locator("ins")).hasText("two and more");
        assertThat(gateway().agent.requests("POST", "/complete").getLast().body())
                .as("the next request has the notebook")
                .contains("\"notebook\":\"one\\ntwo\\n\"");
    }

    @Test
    void refinesAndAggregatesWithOneClick() {
        ConsolePage console = entered();
        console.ask("6 times 7?");
        assertThat(console.text("An answer.")).isVisible();

        console.button("Refine this").click();
        assertThat(console.text("You: Refine")).isVisible();
        assertThat(console.button("Aggregate the last three")).hasCount(2);
        console.button("Aggregate the last three").last().click();

        assertThat(console.text("You: Aggregate")).isVisible();
        assertThat(console.button("Aggregate the last three")).hasCount(3);
        assertThat(gateway().agent.requests("POST", "/aggregate").getFirst().body())
                .contains("\"component\":\"complete\"", "\"component\":\"refine\"");
    }

    @Test
    void closesTheConnectionWhenARequestIsCancelled() {
        gateway().agent.answer("/complete", Answer.never());
        ConsolePage console = entered();
        console.ask("A long story");
        assertThat(console.page().getByRole(AriaRole.PROGRESSBAR)).isVisible();
        gateway().agent.take();

        console.button("Cancel").click();

        assertThat(console.text("Cancelled after")).isVisible();
        gateway().agent.awaitDisconnect();
    }

    @Test
    void survivesAReloadInTheMiddleOfARequest() {
        gateway().agent.answer("/complete", TestGateway.component("The first answer.", "no update"));
        ConsolePage console = entered();
        console.ask("First");
        assertThat(console.text("The first answer.")).isVisible();
        gateway().agent.answer("/complete", Answer.never());
        console.ask("Second");
        assertThat(console.page().getByRole(AriaRole.PROGRESSBAR)).isVisible();

        console.page().reload();

        assertThat(console.text("The first answer.")).isVisible();
        assertThat(console.text("loaded again before the answer came")).isVisible();
        gateway().agent.answer("/complete", TestGateway.component("The second answer.", "no update"));
        console.button("Ask again").click();
        assertThat(console.text("The second answer.")).isVisible();
    }

    @Test
    void saysWhenTheModelIsDownAndForHowLong() {
        gateway().agent.answer("/complete", Answer.problem(503, """
                        {"title":"Unavailable","status":503,"detail":"No language model is available.",
                         "error":"unavailable","request_id":"id-9"}""").withHeader("Retry-After", "5"));
        ConsolePage console = entered();

        console.ask("Anybody there?");

        Locator error = console.error();
        assertThat(error).containsText("No language model is available.");
        assertThat(error).containsText("id-9");
        assertThat(error.getByRole(AriaRole.BUTTON)).containsText("Try again in");
    }

    @Test
    void countsDownWhileAnotherViewIsOpen() {
        gateway().agent.answer("/complete", Answer.problem(503, """
                        {"title":"Unavailable","status":503,"detail":"No language model is available.",
                         "error":"unavailable","request_id":"id-9"}""").withHeader("Retry-After", "2"));
        ConsolePage console = entered();
        console.ask("Anybody there?");
        assertThat(console.error()).isVisible();
        console.view("Playbook");

        console.view("Chat");

        assertThat(console.button("Try again")).isEnabled();
    }

    @Test
    void sendsTheSameRequestAgainAsTheSameOperation() {
        Answer refusal = Answer.problem(503, """
                {"title":"Unavailable","status":503,"detail":"Not now.","error":"unavailable"}""");
        gateway().answerInTurn("/complete", refusal, TestGateway.component("Now.", "no update"));
        ConsolePage console = entered();
        console.page()
                .getByText("History", new Page.GetByTextOptions().setExact(true))
                .click();
        console.ask("Anybody there?");
        assertThat(console.text("Not now.")).isVisible();
        console.page()
                .getByText("History", new Page.GetByTextOptions().setExact(true))
                .click();

        console.button("Try again").click();

        assertThat(console.text("Now.").last()).isVisible();
        assertThat(console.page().locator(".facts")).hasCount(1);
        List<ReceivedRequest> requests = gateway().agent.requests("POST", "/complete");
        assertThat(requests).hasSize(2);
        assertThat(requests.getLast().body())
                .isEqualTo(requests.getFirst().body())
                .contains("\"use_conversation_history\":false");
        assertThat(requests.getLast().header("Idempotency-Key"))
                .isNotNull()
                .isEqualTo(requests.getFirst().header("Idempotency-Key"));
    }

    @Test
    void keepsTheFocusWhereItWas() {
        ConsolePage console = entered();
        console.ask("6 times 7?");
        assertThat(console.text("An answer.")).isVisible();
        Locator refine = console.button("Refine this").first();

        refine.press("Enter");

        assertThat(console.page().locator(".facts")).hasCount(2);
        assertThat(refine).isFocused();
    }

    @Test
    void saysThatANotebookHasChangedTooMuchToBeCompared() {
        String before = IntStream.range(0, 2000).mapToObj(line -> "old " + line).collect(Collectors.joining("\n"));
        gateway()
                .answerInTurn(
                        "/complete",
                        TestGateway.component("First.", before),
                        TestGateway.component("Second.", before.replace("old", "new")));
        ConsolePage console = entered();
        console.ask("Begin a list");
        assertThat(console.text("First.")).isVisible();
        console.ask("Go on");
        assertThat(console.text("Second.")).isVisible();

        console.text("Show changes").click();

        assertThat(console.text("too many to be compared here")).isVisible();
    }

    @Test
    void asksBeforeAnotherConversationCancelsARequest() {
        gateway().agent.answer("/complete", Answer.never());
        ConsolePage console = entered();
        console.ask("A long story");
        assertThat(console.page().getByRole(AriaRole.PROGRESSBAR)).isVisible();

        console.button("New").click();
        console.button("Stay here").click();
        assertThat(console.page().getByRole(AriaRole.PROGRESSBAR)).isVisible();
        console.button("New").click();
        console.button("Cancel the request").click();

        assertThat(console.page().getByRole(AriaRole.PROGRESSBAR)).hasCount(0);
        assertThat(console.page().locator(".chat .message")).hasCount(0);
    }

    @Test
    void keepsAConversationWhileAnotherOneIsBusy() {
        ConsolePage console = entered();

        Object kept = console.page().evaluate("""
                async () => {
                  const { addAnswer, answers } = await import(document.querySelector('link[href$="/answers.js"]').href);
                  const add = (id, cid) => addAnswer({
                    id, cid, component: "complete", at: Date.now(), state: "answered", ms: 1,
                    request: { cid, input: [{ user_query: "x" }] },
                    response: { output: { immediate_response: id, notebook: "no update" } } });
                  add("only", "quiet");
                  for (let number = 1; number <= 70; number++) {
                    add(`busy-${number}`, "busy");
                  }
                  const ids = answers().map(entry => entry.id);
                  return [ids.length, ids[0], ids[1], ids.at(-1)].join(" ");
                }""");

        assertThat(kept).isEqualTo("61 only busy-11 busy-70");
    }

    @Test
    void saysThatTheMinerIsAway() {
        gateway().agent.answer("/complete", Answer.disconnect());
        ConsolePage console = entered();

        console.ask("Anybody there?");

        assertThat(console.error()).containsText("503");
    }

    @Test
    void continuesAConversationOfAnEarlierDay() {
        ConsolePage console = entered();
        console.view("Conversations");
        console.text("trip/to Lisbon").click();
        console.button("Continue in the chat").click();

        assertThat(console.text("Plan a trip")).isVisible();
        // one reading for each view
        console.page()
                .waitForCondition(() ->
                        gateway().agent.requests("GET", "/conversations/trip").size() == 2);
        console.ask("And the weather?");
        assertThat(console.text("An answer.")).isVisible();

        assertThat(gateway().agent.requests("POST", "/complete").getFirst().body())
                .contains("\"cid\":\"trip/to Lisbon\"");
    }

    @Test
    void showsALongAnswerFromItsBeginning() {
        gateway().agent.answer("/complete", TestGateway.component("- line\n".repeat(100), "no update"));
        ConsolePage console = entered();

        console.ask("A long list");

        assertThat(console.page().locator(".facts")).isInViewport();
        assertThat(console.page().locator(".message.own")).isInViewport();
    }

    @Test
    void saysWhatAnEmptyChatIsFor() {
        ConsolePage console = entered();
        assertThat(console.text("Ask something. The miner answers within a minute"))
                .isVisible();

        console.ask("6 times 7?");

        assertThat(console.text("An answer.")).isVisible();
        assertThat(console.text("Ask something. The miner answers within a minute"))
                .not()
                .isVisible();
    }

    @Test
    void saysThatAnotherTabHasGoneOnWithTheConversation() {
        ConsolePage console = entered();
        console.ask("6 times 7?");
        assertThat(console.text("An answer.")).isVisible();
        gateway().agent.answer("/conversations/chat-", Answer.json(200, """
                {"message_count":4,"messages":[
                 {"role":"user","content":"Task: \\nQuery 1: 6 times 7?","timestamp":"2026-01-01T12:00:00+00:00"},
                 {"role":"assistant","content":"An answer.","timestamp":"2026-01-01T12:00:00+00:00"},
                 {"role":"user","content":"Task: \\nQuery 1: And 8?","timestamp":"2026-01-01T12:00:04+00:00"},
                 {"role":"assistant","content":"Another answer.","timestamp":"2026-01-01T12:00:04+00:00"}],
                 "created_at":"2026-01-01T12:00:00+00:00","last_activity":"2026-01-01T12:00:04+00:00"}"""));

        console.page().evaluate("document.dispatchEvent(new Event('visibilitychange'))");

        assertThat(console.page().locator(".elsewhere")).containsText("The miner keeps 1 answer of this conversation");
        assertThat(console.page().locator(".chat .message")).hasCount(2);
        console.text("Read the whole conversation").click();
        assertThat(console.page().locator(".reading")).containsText("Another answer.");
    }

    @Test
    void keepsEarlierMessagesThatCanNotBeReadAgain() {
        ConsolePage console = entered();
        console.page().getByLabel("Conversation (cid)").fill("trip/to Lisbon");
        console.button("Open").click();
        assertThat(console.text("Kept by the miner")).isVisible();
        gateway().agent.answer("/conversations/", Answer.problem(503, """
                {"title":"Unavailable","status":503,"detail":"The memory is away.","error":"unavailable"}"""));

        console.page().waitForResponse("**/conversations/trip*", () -> console.page()
                .evaluate("document.dispatchEvent(new Event('visibilitychange'))"));

        assertThat(console.text("Kept by the miner")).isVisible();
        assertThat(console.error()).hasCount(0);
    }

    @Test
    void sendsToTheConversationThatTheFieldShows() {
        ConsolePage console = entered();
        console.ask("Of the first conversation");
        assertThat(console.text("An answer.")).isVisible();
        Locator field = console.page().getByLabel("Conversation (cid)");
        field.press("Control+A");
        field.pressSequentially("customer-42");

        console.page().getByLabel("Your message").click();
        assertThat(console.text("Of the first conversation")).hasCount(0);
        console.page().getByLabel("Your message").pressSequentially("For the customer");
        console.page().getByLabel("Your message").press("Enter");

        assertThat(console.text("An answer.")).isVisible();
        assertThat(gateway().agent.requests("POST", "/complete").getLast().body())
                .contains("\"cid\":\"customer-42\"", "For the customer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void saysThatAConversationNeedsAName(String name) {
        ConsolePage console = entered();
        Locator field = console.page().getByLabel("Conversation (cid)");
        String open = field.inputValue();
        field.press("Control+A");
        field.press("Delete");
        field.pressSequentially(name);

        console.button("Open").click();

        assertThat(console.text("A conversation needs a name.")).isVisible();
        assertThat(field).hasValue(open);
        console.ask("A question");
        assertThat(console.text("An answer.")).isVisible();
        assertThat(gateway().agent.requests("POST", "/complete").getFirst().body())
                .contains("\"cid\":\"" + open + "\"");
    }

    @Test
    void asksBeforeAnotherNameInTheFieldCancelsARequest() {
        gateway().agent.answer("/complete", Answer.never());
        ConsolePage console = entered();
        console.ask("A long story");
        assertThat(console.page().getByRole(AriaRole.PROGRESSBAR)).isVisible();
        Locator field = console.page().getByLabel("Conversation (cid)");
        String open = field.inputValue();
        field.press("Control+A");
        field.pressSequentially("customer-42");

        field.press("Tab");
        console.button("Stay here").click();

        assertThat(field).hasValue(open);
        assertThat(console.page().getByRole(AriaRole.PROGRESSBAR)).isVisible();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"finish_reason\":\"length\"} | cut at the length limit",
                "{\"finish_reason\":\"length\",\"partial\":true} "
                        + "| only a beginning: cut at the deadline or the length limit",
                "{\"finish_reason\":\"stop\",\"partial\":true} | only a beginning: the reply of the model has no end",
                "{\"junk\":\"cut_off\"} | weak: ends within a sentence",
                "{\"junk\":\"wrong_language\"} | weak: in another language than the request",
                "{\"junk\":\"of_a_later_version\"} | weak: of_a_later_version"
            })
    void marksAnAnswerThatIsNotWhole(String metadata, String words) {
        gateway().agent.answer("/complete", TestGateway.component("A part", "no update", metadata));
        ConsolePage console = entered();

        console.ask("A long story");

        assertThat(console.page().locator(".facts .mark")).hasText(words);
    }

    @Test
    void marksAnAnswerThatTheMinerHasCut() {
        gateway()
                .agent
                .answer("/complete", TestGateway.component("A part\n[... cut at 50000 characters]", "no update"));
        ConsolePage console = entered();

        console.ask("A long story");

        assertThat(console.page().locator(".facts .mark")).hasText("cut at 50,000 characters");
        assertThat(console.page().locator("#announce")).hasText("The answer is there, cut at 50,000 characters");
    }

    @Test
    void keepsATypedMessageOverAReload() {
        ConsolePage console = entered();
        console.page().getByLabel("Your message").fill("Half a thought");

        console.page().reload();

        assertThat(console.page().getByLabel("Your message")).hasValue("Half a thought");
        console.button("Send").click();
        assertThat(console.text("An answer.")).isVisible();
        console.page().reload();
        assertThat(console.text("An answer.")).isVisible();
        assertThat(console.page().getByLabel("Your message")).hasValue("");
    }

    @Test
    void returnsToTheTextBoxAfterACancelByKeyboard() {
        gateway().agent.answer("/complete", Answer.never());
        ConsolePage console = entered();
        console.page().getByLabel("Your message").fill("A long story");
        console.page().getByLabel("Your message").press("Enter");

        console.button("Cancel").press("Enter");

        assertThat(console.text("Cancelled after")).isVisible();
        assertThat(console.page().getByLabel("Your message")).isFocused();
        assertThat(console.page().locator("#announce")).hasText("The request was cancelled");
    }

    /** Safari's order of events: the text first, and then its key with the code 229 alone. */
    @Test
    void sendsNothingWhileAnInputMethodTakesTheKey() {
        ConsolePage console = entered();
        Locator text = console.page().getByLabel("Your message");
        text.fill("日本");

        text.evaluate("element => element.dispatchEvent(new KeyboardEvent('keydown', "
                + "{ key: 'Enter', keyCode: 229, isComposing: false, bubbles: true, cancelable: true }))");

        assertThat(text).hasValue("日本");
        text.pressSequentially("語");
        text.press("Enter");
        assertThat(console.text("An answer.")).isVisible();
        assertThat(gateway().agent.requests("POST", "/complete"))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("日本語"));
    }

    @Test
    void saysHowTheMinerIsWhileAnAnswerIsLate() {
        gateway().agent.answer("/complete", Answer.never());
        ConsolePage console = entered();
        console.page()
                .route(
                        "**/health",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(503)
                                .setContentType("application/json")
                                .setBody("{\"status\":\"degraded\",\"detail\":\"No language model is available.\","
                                        + "\"components\":{\"llm\":\"unavailable\",\"memory\":\"available\"}}")));
        console.page().clock().install();
        console.ask("A long story");
        assertThat(console.page().getByRole(AriaRole.PROGRESSBAR)).isVisible();

        console.page().clock().runFor(11_000);

        assertThat(console.page().locator(".clock-hint"))
                .hasText("This takes long. The miner says: No language model is available. llm is unavailable.");
    }

    @Test
    void offersNoSecondTryForARequestThatNoBudgetAllows() {
        gateway().agent.answer("/complete", Answer.problem(429, """
                {"title":"Budget exceeded","status":429,"error":"budget_exceeded",
                 "detail":"No later request of this size can succeed."}"""));
        ConsolePage console = entered();

        console.ask("A long story");

        Locator error = console.error();
        assertThat(error).containsText("No later request of this size can succeed.");
        assertThat(error.getByRole(AriaRole.BUTTON)).hasCount(0);
    }

    @Test
    void scrollsAWideTableSidewaysBeforeAWordBreaks() {
        String header = IntStream.range(0, 300)
                .mapToObj(column -> "| provider" + column)
                .collect(Collectors.joining());
        gateway()
                .agent
                .answer(
                        "/complete",
                        TestGateway.component(
                                header + "|\n" + "|---".repeat(300) + "|\n" + "| open`ai` ".repeat(300) + "|\n",
                                "no update"));
        ConsolePage console = entered();

        console.ask("A table");

        Locator table = console.page().locator(".chat .prose .scroll");
        assertThat(table).isVisible();
        assertThat((Boolean) table.evaluate("box => box.scrollWidth > box.clientWidth * 5 && box.tabIndex === 0"))
                .isTrue();
        assertThat((Boolean) table.evaluate("box => [...box.querySelectorAll('th, td')]"
                        + ".every(cell => cell.clientWidth >= 60 && cell.clientHeight < 50)"))
                .as("each cell has one line")
                .isTrue();
    }

    @Test
    void closesTheNotebookOfANarrowWindowWithEscape() {
        ConsolePage console = entered();
        console.page().setViewportSize(390, 844);
        console.button("Notebook").click();
        assertThat(console.page().getByRole(AriaRole.COMPLEMENTARY)).isVisible();

        console.page().keyboard().press("Escape");

        assertThat(console.page().getByRole(AriaRole.COMPLEMENTARY)).not().isVisible();
        assertThat(console.button("Notebook")).isFocused();
    }
}
