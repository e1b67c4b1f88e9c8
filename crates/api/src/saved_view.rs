//! Saved views of the inbox. They are kept as settings of the kinds `view` (the company's) and `my_view` (one's own).
use crate::{
    app::App,
    extract::Json,
    problem::Problem,
    shape::saved_view::{SavedView, SavedViews},
    who::{By, Reads},
};
use axum::extract::State;

/// The company's, then one's own, each with how much is in it.
#[utoipa::path(get, path = "/api/v1/saved-views", operation_id = "list_saved_views", tag = "conversations", responses((status = 200, body = SavedViews)))]
pub async fn list(State(app): State<App>, By(who, _): By<Reads>) -> Result<Json<SavedViews>, Problem> {
    let all = app.desk.saved_views(&who).await?;
    let items = all.iter().map(|it| SavedView::of(it, who.agent.role)).collect();
    Ok(Json(SavedViews { items, next: None }))
}
