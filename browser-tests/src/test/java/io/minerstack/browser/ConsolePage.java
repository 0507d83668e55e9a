package io.minerstack.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One tab with the console. It keeps what must not happen: requests to other hosts, errors of scripts, dialogs, and
 * violations of the policy.
 */
final class ConsolePage implements AutoCloseable {

    /** Kept after the run, to be looked at. */
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final double TIME_LIMIT = 20_000;
    private static final int LOADS = 3;

    /** May stand in no address and in no title. */
    private static final List<String> KEYS = List.of(TestGateway.KEY, RunningConsole.NORMAL_KEY);

    private final String url;
    private final BrowserContext context;
    private final Page page;
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private boolean networkChanged;

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(TIME_LIMIT);
    }

    private ConsolePage(String url, BrowserContext context) {
        this.url = url;
        this.context = context;
        context.setDefaultTimeout(TIME_LIMIT);
        this.page = context.newPage();
        context.onRequest(request -> {
            if (!request.url().startsWith(url + "/")) {
                violations.add("request to " + request.url());
            }
            requireNoKey("an address", request.url());
        });
        context.onRequestFailed(request -> {
            if ("net::ERR_NETWORK_CHANGED".equals(request.failure())) {
                networkChanged = true;
            } else if (!"net::ERR_ABORTED".equals(request.failure())) {
                violations.add("failed: " + request.url() + ": " + request.failure());
            }
        });
        page.onPageError(error -> violations.add("error of a script: " + error));
        page.onDialog(dialog -> {
            violations.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")
                    || message.text().contains("Trusted")) {
                violations.add(message.text());
            }
        });
    }

    /** Opens the key screen on a desktop's window. */
    static ConsolePage open(Chromium chromium, String url) {
        return open(chromium, url, 1440, 900, ColorScheme.LIGHT);
    }

    static ConsolePage open(Chromium chromium, String url, int width, int height, ColorScheme colours) {
        ConsolePage console = new ConsolePage(
                url,
                chromium.browser()
                        .newContext(new Browser.NewContextOptions()
                                .setViewportSize(width, height)
                                .setColorScheme(colours)));
        console.load();
        return console;
    }

    /**
     * Loads the page, again where the machine's network has changed meanwhile: a container that starts on it is enough
     * to make Chromium drop its requests.
     */
    private void load() {
        for (int left = LOADS; left > 0; left--) {
            networkChanged = false;
            page.navigate(url + "/console");
            try {
                page.getByLabel("API key").waitFor();
                return;
            } catch (TimeoutError missing) {
                if (!networkChanged || left == 1) {
                    throw missing;
                }
            }
        }
    }

    Page page() {
        return page;
    }

    private void requireNoKey(String place, String text) {
        if (KEYS.stream().anyMatch(text::contains)) {
            violations.add("a key in " + place + ": " + text);
        }
    }

    void enter(String key) {
        page.getByLabel("API key").fill(key);
        button("Open the console").click();
    }

    /** Enters the key and waits for the chat. */
    ConsolePage entered(String key) {
        enter(key);
        page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("Chat").setExact(true))
                .waitFor();
        return this;
    }

    /** Opens a view by its link. */
    void view(String name) {
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Views"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name))
                .click();
    }

    void component(String name) {
        view("Components");
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Components"))
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The boxes of errors in the view that is open. */
    Locator error() {
        return page.locator("#main .error");
    }

    Locator text(String text) {
        return page.getByText(text).first();
    }

    void ask(String question) {
        page.getByLabel("Your message").fill(question);
        button("Send").click();
    }

    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /** Nothing that must not happen has happened. */
    void assertThatClean() {
        requireNoKey("the address", page.url());
        requireNoKey("the title", page.title());
        assertThat(violations)
                .as("requests to " + url + " alone, no error, no dialog")
                .isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
