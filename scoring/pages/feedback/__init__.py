"""意见反馈: what anybody says about the service, and what was done about it."""
