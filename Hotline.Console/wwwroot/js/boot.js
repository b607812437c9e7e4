// Before the first paint: the chosen theme and language, so that nothing flashes.
(() => {
  try {
    const liking = JSON.parse(localStorage.getItem('hotline.preferences') ?? '{}');
    if (liking.theme === 'light' || liking.theme === 'dark') document.documentElement.dataset.theme = liking.theme;
    const culture = liking.culture ?? navigator.language;
    document.documentElement.lang = culture.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
  } catch {
    // Preferences are a comfort; without them the defaults hold.
  }
})();
