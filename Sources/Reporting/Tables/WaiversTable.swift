/// The fields of `waivers.csv` (CONTRACT section 15).
enum WaiversTable {
    static func write(_ row: WaiverRow?, to fields: inout some FieldWriter & ~Copyable) {
        fields.text("waiver_id", row?.id)
        fields.text("status", row?.status.rawValue)
        fields.text("expires", row?.expires)
        fields.integer("days_left", (row?.daysLeft).map(Int64.init))
        fields.text("approver", row?.approver)
        fields.text("reason", row?.reason)
        fields.text("ticket", row?.ticket)
        fields.list("rules", row?.rules) { $0 }
        fields.integer("generations", (row?.generations).map(Int64.init))
        fields.integer("findings", (row?.findings).map(Int64.init))
        fields.integer("over_ceiling", (row?.overCeiling).map(Int64.init))
        fields.decimal("max_value", row?.maxValue)
        fields.decimal("ceiling", row?.ceiling)
    }
}
