import Policies

/// The items of the page in a part file.
extension Shortlist {
    func write(to part: inout PartEncoder, _ item: (inout PartEncoder, Item) -> Void) {
        part.count(offered)
        let entries = bestInOrder
        part.count(entries.count)
        for entry in entries {
            part.count(entry.number)
            entry.rank.write(to: &part)
            item(&part, entry.item)
        }
    }

    init(
        from part: inout PartDecoder, _ item: (inout PartDecoder) throws(PartFault) -> Item
    ) throws(PartFault) {
        let offered = try part.count()
        var entries: [Entry] = []
        for _ in 0..<(try part.count(upTo: Item.limit)) {
            let number = try part.count(upTo: offered), rank = try CardRank(from: &part)
            guard number > entries.last?.number ?? 0 else { throw PartFault() }
            entries.append(Entry(rank: rank, number: number, item: try item(&part)))
        }
        self.init(offered: offered, entries)
    }
}

extension CardRank {
    fileprivate func write(to part: inout PartEncoder) {
        part.integer(Int64(severity))
        part.word(UInt64(band.rawValue))
        part.decimal(margin)
    }

    fileprivate init(from part: inout PartDecoder) throws(PartFault) {
        let severity = try part.integer()
        guard -1...3 ~= severity, let band = UInt8(exactly: try part.word()).flatMap(Band.init(rawValue:))
        else { throw PartFault() }
        self.init(severity: Int(severity), band: band, margin: try part.decimal())
    }
}

extension DrawnCard {
    func write(to part: inout PartEncoder) {
        part.bytes(html.bytes)
        part.text(anchor)
        part.text(key)
        part.flag(isSevere)
    }

    convenience init(from part: inout PartDecoder) throws(PartFault) {
        self.init(
            html: HTML(drawn: Array(try part.bytes())), anchor: try part.text(), key: try part.text(),
            isSevere: try part.flag())
    }
}

extension Disagreement {
    func write(to part: inout PartEncoder) {
        part.text(id)
        part.text(source)
        part.text(decision.rawValue)
        part.text(reason)
        part.text(prompt)
    }

    init(from part: inout PartDecoder) throws(PartFault) {
        let id = try part.text(), source = try part.text()
        guard let decision = Decision(rawValue: try part.text()) else { throw PartFault() }
        self.init(
            id: id, source: source, decision: decision, reason: try part.text(), prompt: try part.text())
    }
}
