/// The field names of the typed records and of other envelopes. All other names are open or unknown.
///
/// There are at most `FieldMap.capacity` fields, because a `FieldSet` has one bit for each. A name has at most
/// `FieldIndex.longestName` bytes, because a `FieldIndex` compares three words. Names that only objects without a
/// generation need are found by `JSONValue.member(named:)`.
enum Field: UInt8, CaseIterable {
    case code, message, data, taskID, status, failReason, submitTime, startTime, finishTime
    case taskResponses, payload
    case id, generations, type, createdAt, user, model, operation, prompt, variants, needsUserReview
    case failureReason, moderationResult
    case width, height, frameCount, seed, isPublic, title
    case legalClassifierResult, safetyClassifierResult, outputModerationResult
    case isOutputRejection, resultsByFrameIndex
    case filterResults, isFlagged, isTerminal, mapperMetadata, originalPrompt, rewriteResults, riskLevel
    case u18, isChild, isRealistic, rationale
    case flaggedIndices, labels, metadata, reason
    case l, p, v
    case sha256, response, url
    case unsafeGenerations, error, kind
    case result, taskResponse, tasks, items, detail, pendingInfo

    var name: StaticString {
        switch self {
        case .code: "code"
        case .message: "message"
        case .data: "data"
        case .taskID: "task_id"
        case .status: "status"
        case .failReason: "fail_reason"
        case .submitTime: "submit_time"
        case .startTime: "start_time"
        case .finishTime: "finish_time"
        case .taskResponses: "task_responses"
        case .payload: "payload"
        case .id: "id"
        case .generations: "generations"
        case .type: "type"
        case .createdAt: "created_at"
        case .user: "user"
        case .model: "model"
        case .operation: "operation"
        case .prompt: "prompt"
        case .variants: "n_variants"
        case .needsUserReview: "needs_user_review"
        case .failureReason: "failure_reason"
        case .moderationResult: "moderation_result"
        case .width: "width"
        case .height: "height"
        case .frameCount: "n_frames"
        case .seed: "seed"
        case .isPublic: "is_public"
        case .title: "title"
        case .legalClassifierResult: "legal_classifier_result"
        case .safetyClassifierResult: "safety_classifier_result"
        case .outputModerationResult: "output_moderation_result"
        case .isOutputRejection: "is_output_rejection"
        case .resultsByFrameIndex: "results_by_frame_index"
        case .filterResults: "filter_results"
        case .isFlagged: "is_flagged"
        case .isTerminal: "is_terminal"
        case .mapperMetadata: "mapper_metadata"
        case .originalPrompt: "original_prompt"
        case .rewriteResults: "rewrite_results"
        case .riskLevel: "risk_level"
        case .u18: "u18"
        case .isChild: "is_child"
        case .isRealistic: "is_realistic"
        case .rationale: "rationale"
        case .flaggedIndices: "flagged_indices"
        case .labels: "labels"
        case .metadata: "metadata"
        case .reason: "reason"
        case .l: "l"
        case .p: "p"
        case .v: "v"
        case .sha256: "sha256"
        case .response: "response"
        case .url: "url"
        case .unsafeGenerations: "num_unsafe_generations"
        case .error: "error"
        case .kind: "kind"
        case .result: "result"
        case .taskResponse: "task_response"
        case .tasks: "tasks"
        case .items: "items"
        case .detail: "detail"
        case .pendingInfo: "pending_info"
        }
    }
}
