import ArgumentParser
@main struct Modaudit: ParsableCommand {}
