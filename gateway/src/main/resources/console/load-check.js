// Says when a file of the page did not load. Not a module, because a module is one of the files that may be missing.
(() => {
  const say = () => {
    document.getElementById("load-problem").hidden = false;
    const loading = document.getElementById("loading");
    if (loading !== null) {
      loading.hidden = true;
    }
  };
  let failed = false;
  addEventListener("error", event => {
    const file = event.target;
    const needed = file instanceof HTMLScriptElement
      || (file instanceof HTMLLinkElement && file.rel === "stylesheet");
    if (needed) {
      failed = true;
      if (document.readyState !== "loading") {
        say();
      }
    }
  }, true);
  // scripts of the page have run by then, and have removed the line that says "loading"
  addEventListener("load", () => {
    if (failed || document.getElementById("loading") !== null) {
      say();
    }
  });
})();
