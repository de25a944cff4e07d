import { feedbackIntegration, init } from '@sentry/browser';

init({
  dsn: `https://bench@${location.host}/1`,
  integrations: [feedbackIntegration({ autoInject: true })],
});
