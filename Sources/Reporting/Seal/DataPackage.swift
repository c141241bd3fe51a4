import Responses

/// `datapackage.json`: a machine-readable description of the tables (Frictionless Data Package 1.0, with tabular
/// resources and Table Schema).
enum DataPackage {
    /// - Parameters:
    ///   - name: The name of the package.
    ///   - created: The time of the folder, in seconds since 1970 (UTC).
    static func text(
        of tables: [DescribedTable], style: ReportStyle, name: StaticString, title: String, created: Int64
    ) -> [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object {
            $0.text("profile", "tabular-data-package")
            $0.text("name", name.description)
            $0.text("title", title)
            $0.text("created", Timestamp.epoch(created))
            if style.csv == .excel {
                $0.text(
                    "modaudit:guard",
                    "In columns with modaudit:guarded, a text that a spreadsheet could take for a formula has a "
                        + "leading ', control characters are blanks, other characters that hide or reorder text are "
                        + "U+FFFD, and a text over 32,767 characters is cut.")
            }
            $0.array("resources") { array in
                for table in tables {
                    var own = style
                    own.csv = table.csv ?? style.csv
                    array.element()
                    array.object { write(table, own, to: &$0) }
                }
            }
        }
        return json.copied() + [UInt8(ascii: "\n")]
    }

    private static func write(_ table: DescribedTable, _ style: ReportStyle, to json: inout JSONWriter) {
        let files = table.files
        json.text("profile", "tabular-data-resource")
        json.text("name", table.name)
        json.text("title", table.title.description)
        if files.count == 1 {
            json.text("path", files[0].name)
            json.integer("bytes", Int64(files[0].bytes))
            json.text("hash", "sha256:\(files[0].sha256)")
        } else {
            json.list("path", files) { $0.name }
            // The specification has no digest for the parts of a resource.
            json.array("modaudit:parts") { array in
                for file in files {
                    array.element()
                    array.object {
                        $0.text("path", file.name)
                        $0.integer("bytes", Int64(file.bytes))
                        $0.text("hash", "sha256:\(file.sha256)")
                    }
                }
            }
        }
        writeFormat(style, to: &json)
        json.object("schema") { schema in
            schema.array("fields") { array in
                for column in table.columns {
                    array.element()
                    array.object { write(column, table.note(column.name.description), style, to: &$0) }
                }
            }
            schema.list("missingValues", [""]) { $0 }
        }
    }

    private static func writeFormat(_ style: ReportStyle, to json: inout JSONWriter) {
        json.text("scheme", "file")
        json.text("format", "csv")
        json.text("mediatype", "text/csv")
        json.text("encoding", "utf-8")
        json.object("dialect") {
            $0.text("delimiter", String(UnicodeScalar(style.delimiter.rawValue)))
            $0.text("lineTerminator", "\r\n")
            $0.text("quoteChar", "\"")
            $0.flag("doubleQuote", true)
            $0.flag("skipInitialSpace", false)
            $0.flag("header", true)
            $0.flag("modaudit:byteOrderMark", style.csv == .excel)
        }
    }

    private static func write(
        _ column: TableColumn, _ note: ColumnNote?, _ style: ReportStyle, to json: inout JSONWriter
    ) {
        json.text("name", column.name.description)
        json.text("type", column.kind.rawValue)
        json.text("description", note?.description)
        if column.kind == .boolean {
            json.list("trueValues", ["true"]) { $0 }
            json.list("falseValues", ["false"]) { $0 }
        }
        if let note, note.isConstrained {
            json.object("constraints") {
                if note.isRequired { $0.flag("required", true) }
                if let minimum = note.minimum { $0.integer("minimum", minimum) }
                if let maximum = note.maximum { $0.integer("maximum", maximum) }
                if let pattern = note.pattern { $0.text("pattern", pattern) }
                if !note.values.isEmpty { $0.list("enum", note.values) { $0 } }
            }
        }
        if column.holdsText, style.csv == .excel { json.flag("modaudit:guarded", true) }
    }
}
