package io.minerstack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.minerstack.testsupport.http.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that attack the person who reads them. After each test the tab must be clean: see {@link ConsolePage}. */
class HostileAnswersIT extends RunningConsole {

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">"
            })
    void doNothing(String attack) {
        gateway().agent.answer("/complete", TestGateway.component(attack, attack));
        ConsolePage console = entered();

        console.ask(attack);

        Locator answer =
                console.page().locator(".message:not(.own) :is(.prose, .plain)").first();
        assertThat(answer).isVisible();
        assertThat(answer.locator(
                        "script, img, svg, iframe, object, embed, form, input, button, style, link, meta, base, math"))
                .hasCount(0);
        assertThat((Boolean) console.page().evaluate("""
                [...document.querySelectorAll('.message *, .notebook *')].every(element =>
                  [...element.attributes].every(attribute =>
                    !/^on|^style$|^srcdoc$/i.test(attribute.name)))""")).isTrue();
        assertThat(hrefs(answer)).allMatch(href -> href.startsWith("https://") || href.startsWith("http://"));
        console.page().locator(".message:not(.own) a").all().forEach(Locator::hover);
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

    @ParameterizedTest
    @ValueSource(strings = {">", "[", "*a_", "`", "![", "<b>", "- ", "( "})
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
