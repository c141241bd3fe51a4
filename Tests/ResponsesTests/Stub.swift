import Testing
@testable import Responses
