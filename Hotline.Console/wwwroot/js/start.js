// Both languages come with the first load (a few kilobytes), so a switch needs no reload.
Blazor.start({
  configureRuntime: (runtime) => runtime.withConfig({ loadAllSatelliteResources: true }),
});

// The framework shows its error bar by an inline style; the bar is hidden by attribute until then.
const failure = document.getElementById('blazor-error-ui');
new MutationObserver(() => { if (failure.style.display === 'block') failure.hidden = false; })
  .observe(failure, { attributes: true, attributeFilter: ['style'] });
