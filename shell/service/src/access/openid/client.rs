//! The provider, asked over HTTP: where it is, and whom it says that somebody is. The protocol and its checks are those of `openidconnect`.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreJwsSigningAlgorithm, CoreProviderMetadata,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    HttpRequest, HttpResponse, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    TokenResponse,
};
use ureq::Agent;
use ureq::http::{Method, Request, Response};
use ureq::tls::{RootCerts, TlsConfig};

use super::{Identity, MadeSure, ProviderSettings};
use crate::access::{AccessError, SecretText};

/// The longest that the provider may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most that it may say, in bytes.
const MOST: u64 = 1 << 20;
/// For so many seconds its settings and keys are not asked for again.
const KNOWN_SECONDS: u64 = 5 * 60;
/// The methods by which several factors are told (RFC 8176 §2).
const SEVERAL: &str = "mfa";

type Ready = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The provider.
pub(in crate::access) struct Client {
    settings: ProviderSettings,
    issuer: IssuerUrl,
    back: RedirectUrl,
    agent: Agent,
    /// Its settings and keys, and since when (Unix seconds) they are known.
    known: Mutex<Option<(u64, CoreProviderMetadata)>>,
}

impl Client {
    /// Nothing is asked of it yet. `back` is where it sends people back to.
    ///
    /// # Errors
    /// [`AccessError::ProviderSettings`]: an address that is none, or one without encryption beyond this machine.
    pub(in crate::access) fn new(settings: ProviderSettings, back: &str) -> Result<Self, AccessError> {
        let wrong =
            |reason: String| AccessError::ProviderSettings { issuer: settings.issuer.clone(), reason };
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|error| wrong(error.to_string()))?;
        let here = matches!(issuer.url().host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if issuer.url().scheme() != "https" && !here {
            return Err(wrong("it does not begin with https://".to_owned()));
        }
        let back = RedirectUrl::new(back.to_owned()).map_err(|error| wrong(error.to_string()))?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let agent = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(PATIENCE))
            .build()
            .into();
        Ok(Self { settings, issuer, back, agent, known: Mutex::new(None) })
    }

    pub(in crate::access) fn settings(&self) -> &ProviderSettings {
        &self.settings
    }

    /// Where somebody signs in, and comes back from with `state`.
    ///
    /// # Errors
    /// [`AccessError::Provider`] where it cannot be asked.
    pub(super) fn address(
        &self,
        state: &str,
        nonce: &SecretText,
        verifier: &SecretText,
        now: u64,
    ) -> Result<String, AccessError> {
        let verifier = PkceCodeVerifier::new(verifier.reveal().to_owned());
        let (state, nonce) = (state.to_owned(), nonce.reveal().to_owned());
        let client = self.ready(now)?;
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let asked = client.authorize_url(flow, || CsrfToken::new(state), || Nonce::new(nonce));
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        Ok(asked.set_pkce_challenge(challenge).url().0.to_string())
    }

    /// Whom a code stands for. Signature, issuer, audience, time and nonce of the identity token are checked.
    ///
    /// # Errors
    /// [`AccessError::Provider`].
    pub(super) fn identity(
        &self,
        code: &str,
        nonce: &str,
        verifier: &str,
        now: u64,
    ) -> Result<Identity, AccessError> {
        let client = self.ready(now)?;
        let exchange = client.exchange_code(AuthorizationCode::new(code.to_owned())).map_err(refused)?;
        let exchange = exchange.set_pkce_verifier(PkceCodeVerifier::new(verifier.to_owned()));
        let tokens = exchange.request(&|request| self.fetch(request)).map_err(refused)?;
        let token = tokens.id_token().ok_or_else(|| refusal("it gave no identity token"))?;
        let signed =
            [CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256, CoreJwsSigningAlgorithm::EcdsaP256Sha256];
        let checks = client.id_token_verifier().set_allowed_algs(signed);
        let claims: &CoreIdTokenClaims =
            token.claims(&checks, &Nonce::new(nonce.to_owned())).map_err(refused)?;
        let several =
            claims.auth_method_refs().is_some_and(|all| all.iter().any(|it| it.as_str() == SEVERAL));
        Ok(Identity {
            issuer: claims.issuer().to_string(),
            subject: claims.subject().to_string(),
            made_sure: if several { MadeSure::ByMoreThanOne } else { MadeSure::ByOne },
        })
    }

    fn ready(&self, now: u64) -> Result<Ready, AccessError> {
        let settings = &self.settings;
        let secret = ClientSecret::new(settings.secret.reveal().to_owned());
        let id = ClientId::new(settings.client_id.clone());
        let client = CoreClient::from_provider_metadata(self.metadata(now)?, id, Some(secret));
        Ok(client.set_redirect_uri(self.back.clone()))
    }

    fn metadata(&self, now: u64) -> Result<CoreProviderMetadata, AccessError> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, metadata)) = known.as_ref().filter(|(since, _)| now < since + KNOWN_SECONDS) {
            return Ok(metadata.clone());
        }
        let found = CoreProviderMetadata::discover(&self.issuer, &|request| self.fetch(request));
        let metadata = found.map_err(refused)?;
        *known = Some((now, metadata.clone()));
        Ok(metadata)
    }

    fn fetch(&self, request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
        let (parts, body) = request.into_parts();
        let answer = if parts.method == Method::GET {
            self.agent.run(Request::from_parts(parts, ()))?
        } else {
            self.agent.run(Request::from_parts(parts, body))?
        };
        let (parts, mut body) = answer.into_parts();
        Ok(Response::from_parts(parts, body.with_config().limit(MOST).read_to_vec()?))
    }
}

fn refusal(reason: &str) -> AccessError {
    AccessError::Provider { reason: reason.to_owned() }
}

/// With all that is behind an error: the library's own sentence is only where it happened.
fn refused(error: impl std::error::Error) -> AccessError {
    let mut reason = error.to_string();
    let mut behind = error.source();
    while let Some(cause) = behind {
        reason = format!("{reason}: {cause}");
        behind = cause.source();
    }
    AccessError::Provider { reason }
}
