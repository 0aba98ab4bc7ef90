// An open page asks again by itself; it must not look up to date while nobody answers.
(() => {
  const banner = () => document.getElementById('offline');
  const show = (off) => {
    const place = banner();
    if (place && place.hidden === off) place.hidden = !off;
  };
  document.addEventListener('htmx:sendError', () => show(true));
  document.addEventListener('htmx:responseError', () => show(true));
  document.addEventListener('htmx:timeout', () => show(true));
  document.addEventListener('htmx:afterRequest', (event) => {
    if (event.detail.successful) show(false);
  });
})();
