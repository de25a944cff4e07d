import posthog from 'posthog-js';
import 'posthog-js/dist/surveys';

// Surveys alone: what else the SDK offers is not what is compared.
posthog.init('phc_bench', {
  api_host: `${location.origin}/posthog`,
  autocapture: false,
  capture_pageview: false,
  disable_session_recording: true,
  disable_external_dependency_loading: true,
});
