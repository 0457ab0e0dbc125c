// The search of these pages works in a web worker, which browsers do not start for pages
// that are opened as files. There a hidden frame does the same work. Nothing is loaded
// from the network.
if (location.protocol === "file:") {
  const loading = [];

  // A script that the frame asks for is fetched by a <script> element, in order.
  function load(frame, urls) {
    return urls.reduce(
      (before, url) =>
        before.then(
          () =>
            new Promise((resolve) => {
              const script = frame.document.createElement("script");
              script.src = url;
              script.onload = script.onerror = resolve;
              frame.document.body.appendChild(script);
            }),
        ),
      Promise.resolve(),
    );
  }

  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      const element = document.createElement("iframe");
      element.hidden = true;
      document.body.appendChild(element);
      const frame = element.contentWindow;
      this.frame = frame;
      frame.document.open();
      frame.document.write("<!doctype html><body></body>");
      frame.document.close();
      frame.postMessage = (data) => {
        const message = new MessageEvent("message", { data });
        this.dispatchEvent(message);
        if (this.onmessage) this.onmessage(message);
      };
      frame.importScripts = (...urls) => load(frame, urls);
      this.ready = load(frame, [url]);
      loading.push(this.ready);
    }

    postMessage(data) {
      this.ready.then(() => {
        const message = new this.frame.MessageEvent("message", { data });
        this.frame.dispatchEvent(message);
        if (this.frame.onmessage) this.frame.onmessage(message);
      });
    }

    terminate() {
      this.frame.frameElement.remove();
    }
  };
}
