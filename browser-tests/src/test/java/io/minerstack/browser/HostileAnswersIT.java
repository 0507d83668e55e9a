package io.minerstack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.minerstack.testsupport.http.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers that attack the person who reads them. After each test the tab must be clean: see {@link ConsolePage}. */
class HostileAnswersIT extends RunningConsole {

    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> ATTACKS = List.of(
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
            "<svg><style><img src=x onerror=alert(1)></style></svg>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1"
                    + " onerror=alert(1)&gt;\">",
            "<iframe src=\"javascript:alert(1)\"></iframe>",
            "<iframe srcdoc=\"<script>parent.alert(1)</script>\"></iframe>",
            "<object data=\"data:text/html,<script>alert(1)</script>\"></object>",
            "<form action=\"https://evil.example\"><input name=key autofocus onfocus=alert(1)></form>",
            "<a href=\"javascript:alert(1)\" id=target>click</a>",
            "<base href=\"https://evil.example/\">",
            "<link rel=stylesheet href=\"https://evil.example/a.css\">",
            "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
            "<style>body{display:none}</style>",
            "<div style=\"position:fixed;inset:0;background:url(https://evil.example/a.png)\">x</div>",
            "<details open ontoggle=alert(1)>x</details>",
            "<button class=primary id=forget>Forget key</button>",
            "<template><script>alert(1)</script></template>",
            "[click](javascript:alert(1))",
            "[click](JaVaScRiPt&colon;alert(1))",
            "[click](&#x6A;avascript:alert(1))",
            "[click](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
            "[click](vbscript:msgbox(1))",
            "[click](file:///etc/passwd)",
            "[click](//evil.example \"onmouseover=alert(1)\")",
            "![pixel](https://evil.example/pixel.png)",
            "![x](x\"onerror=\"alert(1))",
            "[![pixel](https://evil.example/p.png)](javascript:alert(1))",
            "<https://evil.example/<script>alert(1)</script>>",
            "```html\"><script>alert(1)</script>\n<img src=x onerror=alert(1)>\n```",
            "```\"onmouseover=alert(1)\nx\n```",
            "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
            "# <img src=x onerror=alert(1)>",
            "1. <svg/onload=alert(1)>",
            "`<img src=x onerror=alert(1)>`",
            "[x]: javascript:alert(1)\n\n[x]",
            "<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">");

    /** What may not be in a text of a model, and no attribute that runs or hides something. */
    private static final String FORBIDDEN =
            "script, img, svg, iframe, object, embed, form, input, button, style, link, meta, base, math";

    @ParameterizedTest
    @FieldSource("ATTACKS")
    void doNothing(String attack) {
        gateway().agent.answer("/complete", TestGateway.component(attack, attack));
        ConsolePage console = entered();

        console.ask(attack);

        Locator answer =
                console.page().locator(".message:not(.own) :is(.prose, .plain)").first();
        assertThat(answer).isVisible();
        assertThat(answer.locator(FORBIDDEN)).hasCount(0);
        assertThatNoAttributeRuns(console, ".message *, .notebook *");
        assertThat(hrefs(answer)).allMatch(href -> href.startsWith("https://") || href.startsWith("http://"));
        console.page().locator(".message:not(.own) a").all().forEach(Locator::hover);
    }

    @Test
    void doNothingInAStoredConversation() {
        ArrayNode messages = JSON.createArrayNode();
        for (String attack : ATTACKS) {
            for (String role : List.of("user", "assistant")) {
                messages.addObject()
                        .put("role", role)
                        .put("content", attack)
                        .put("timestamp", "2026-01-01T12:00:00+00:00");
            }
        }
        ObjectNode conversation = JSON.createObjectNode()
                .put("cid", "c")
                .put("message_count", messages.size())
                .put("created_at", "2026-01-01T12:00:00+00:00")
                .put("last_activity", "2026-01-01T12:00:00+00:00");
        conversation.set("messages", messages);
        gateway().agent.answer("/conversations/", Answer.json(200, JSON.writeValueAsString(conversation)));
        ConsolePage console = entered();
        console.view("Conversations");

        console.text("trip/to Lisbon").click();

        assertThat(console.page().locator(".reading .message")).hasCount(messages.size());
        assertThat(console.page().locator(".reading .message").locator(FORBIDDEN))
                .hasCount(0);
        assertThatNoAttributeRuns(console, ".reading *");
    }

    @Test
    void doNothingInAPlaybook() {
        ArrayNode entries = JSON.createArrayNode();
        for (String attack : ATTACKS) {
            ObjectNode entry = entries.addObject();
            for (String field : List.of("insight_type", "key", "value", "operation", "source_feedback", "updated_at")) {
                entry.put(field, attack);
            }
            entry.put("version", attack).put("confidence_score", attack);
            entry.putArray("tags").add(attack);
        }
        ObjectNode playbook = JSON.createObjectNode().put("formatted_context", String.join("\n", ATTACKS));
        playbook.set("entries", entries);
        gateway().agent.answer("/playbook/", Answer.json(200, JSON.writeValueAsString(playbook)));
        ConsolePage console = entered();
        console.view("Playbook");
        console.page().getByLabel("Conversation (cid)").fill("x");

        console.button("Show").click();

        assertThat(console.page().locator(".entry")).hasCount(ATTACKS.size());
        assertThat(console.page().locator(".entry, .prompt-text, .group").locator(FORBIDDEN))
                .hasCount(0);
        assertThatNoAttributeRuns(console, ".entry *, .prompt-text *");
    }

    @Test
    void doNothingInAnError() {
        String all = String.join(" ", ATTACKS);
        ObjectNode problem = JSON.createObjectNode()
                .put("title", ATTACKS.getFirst())
                .put("status", 422)
                .put("detail", all)
                .put("error", "invalid")
                .put("request_id", "id-1");
        ATTACKS.stream().limit(20).forEach(attack -> problem.withArray("errors")
                .addObject()
                .put("field", attack)
                .put("message", attack));
        gateway().agent.answer("/complete", Answer.problem(422, JSON.writeValueAsString(problem)));
        ConsolePage console = entered();

        console.ask("A question");

        Locator error = console.error();
        assertThat(error).containsText(ATTACKS.getFirst());
        assertThat(error.locator("script, img, svg, iframe, object, embed, form, input, style, link, meta, base, math"))
                .hasCount(0);
        assertThatNoAttributeRuns(console, ".error *");
    }

    private static void assertThatNoAttributeRuns(ConsolePage console, String elements) {
        assertThat((Boolean) console.page()
                        .evaluate(
                                "elements => [...document.querySelectorAll(elements)].every(element => "
                                        + "[...element.attributes].every(attribute => "
                                        + "!/^on|^style$|^srcdoc$/i.test(attribute.name)))",
                                elements))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[my bank](https://evil.example/login)",
                "[https://bank.example](https://evil.example/)",
                "[pay at evil.example.bank.example](https://evil.example/)",
                "[https://bank.example/?evil.example](https://evil.example/)",
                "[https://evil.example.bank.example](https://evil.example/)"
            })
    void nameTheHostOfALinkThatShowsAnotherText(String answer) {
        gateway().agent.answer("/complete", TestGateway.component(answer, "no update"));
        ConsolePage console = entered();

        console.ask("A link");

        assertThat(console.page().locator(".prose .link-host")).hasText("(evil.example)");
    }

    @Test
    void loseLinksWithANameBeforeTheHost() {
        gateway()
                .agent
                .answer(
                        "/complete",
                        TestGateway.component(
                                "[bank](https://bank.example@evil.example/) <https://bank.example:x@evil.example/> end",
                                "no update"));
        ConsolePage console = entered();

        console.ask("A link");

        assertThat(console.page().locator(".prose")).containsText("bank https://bank.example");
        assertThat(console.page().locator(".prose a[href*='@']")).hasCount(0);
    }

    @Test
    void doNotRepeatTheAddressThatALinkShows() {
        gateway().agent.answer("/complete", TestGateway.component("See https://good.example/page now", "no update"));
        ConsolePage console = entered();

        console.ask("A link");

        assertThat(console.page().locator(".prose")).hasText("See https://good.example/page now");
    }

    @Test
    void keepLinksApartFromTheConsole() {
        gateway()
                .agent
                .answer("/complete", TestGateway.component("[my bank](https://evil.example/login)", "no update"));
        ConsolePage console = entered();

        console.ask("A link");

        Locator link = console.page().locator(".prose a");
        assertThat(link).hasAttribute("rel", "noopener noreferrer nofollow");
        assertThat(link).hasAttribute("target", "_blank");
        assertThat(console.text("(evil.example)")).isVisible();
    }

    @Test
    void makeInvisibleCharactersVisible() {
        gateway()
                .agent
                .answer(
                        "/complete",
                        TestGateway.component("abc\u202Eexe.txt\u2066 \u200B\uDB40\uDC41 end", "no update"));
        ConsolePage console = entered();

        console.ask("A name");

        Locator answer = console.page().locator(".prose");
        assertThat(answer).hasText("abc⟦U+202E⟧exe.txt⟦U+2066⟧ ⟦U+200B⟧⟦U+E0041⟧ end");
    }

    @Test
    void makeCharacterReferencesVisible() {
        String references = "&#x202E;&rlm;&ZeroWidthSpace;&#xE0041;&#xE0100;&#xE01EF;&#xFE00;&#xFE0F;&#x180B;"
                + "&#x180F;&#x2800;&#x1D173;&#x1D17A;&#x85;";
        gateway().agent.answer("/complete", TestGateway.component("a" + references + "b ❤️", "no update"));
        ConsolePage console = entered();

        console.ask("A name");

        assertThat(console.page().locator(".prose"))
                .hasText("a⟦U+202E⟧⟦U+200F⟧⟦U+200B⟧⟦U+E0041⟧⟦U+E0100⟧⟦U+E01EF⟧⟦U+FE00⟧⟦U+FE0F⟧⟦U+180B⟧⟦U+180F⟧"
                        + "⟦U+2800⟧⟦U+1D173⟧⟦U+1D17A⟧…b ❤️");
    }

    @Test
    void areShownAsTextWhereATableHasMillionsOfCells() {
        String table = "a|".repeat(3000) + "\n" + ":-|".repeat(3000) + "\n" + "x\n".repeat(7000);
        gateway().agent.answer("/complete", TestGateway.component(table, table));
        ConsolePage console = entered();

        console.ask("A table");

        assertThat(console.page().locator(".message:not(.own) .plain").first()).isVisible();
        assertThat(console.page().locator(".notebook .plain")).isVisible();
        assertThat(console.page().locator("td")).hasCount(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ">",
                "[",
                "*a_",
                "`",
                "![",
                "<b>",
                "- ",
                "( ",
                "1. ",
                "-  |  -  |",
                "**a **a",
                "[a](",
                "> a\n- ",
                "~~a "
            })
    void areShownInTimeHoweverDeepTheyAre(String part) {
        gateway()
                .agent
                .answer(
                        "/complete",
                        TestGateway.component(part.repeat(29_000 / part.length()) + " the end", "no update"));
        ConsolePage console = entered();

        console.ask("Something deep");

        assertThat(console.page()
                        .locator(".message:not(.own) :is(.prose, .plain)")
                        .first())
                .isVisible();
        console.ask("Still there?");
        assertThat(console.page().locator(".message.own")).hasCount(2);
    }

    @Test
    void ofAnotherShapeAreErrors() {
        gateway().agent.answer("/complete", Answer.json(200, "{\"output\":{\"immediate_response\":{}}}"));
        ConsolePage console = entered();

        console.ask("A question");

        assertThat(console.text("The answer has another shape")).isVisible();
    }

    private static List<String> hrefs(Locator answer) {
        return answer.locator("a").all().stream()
                .map(link -> String.valueOf(link.getAttribute("href")))
                .toList();
    }
}
