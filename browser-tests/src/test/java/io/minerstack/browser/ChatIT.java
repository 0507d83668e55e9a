package io.minerstack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ReceivedRequest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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

        Locator error = console.page().getByRole(AriaRole.ALERT);
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
        assertThat(console.page().getByRole(AriaRole.ALERT)).isVisible();
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

        assertThat(console.page().getByRole(AriaRole.ALERT)).containsText("503");
    }

    @Test
    void continuesAConversationOfAnEarlierDay() {
        ConsolePage console = entered();
        console.view("Conversations");
        console.text("trip/to Lisbon").click();
        console.button("Continue in the chat").click();

        assertThat(console.text("Query 1: Plan a trip")).isVisible();
        assertThat(gateway().agent.requests("GET", "/conversations/trip"))
                .as("one reading for each view")
                .hasSize(2);
        console.ask("And the weather?");
        assertThat(console.text("An answer.")).isVisible();

        assertThat(gateway().agent.requests("POST", "/complete").getFirst().body())
                .contains("\"cid\":\"trip/to Lisbon\"");
    }
}
