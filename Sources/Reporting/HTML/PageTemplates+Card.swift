extension PageTemplates {
    /// A generation. It comes up to 2,000 times, and every place that is filled in takes the library about a
    /// microsecond: so there are few, what belongs together is one text, and no name of a class is long.
    static let card = PageTemplate(
        #"""
        <li id="g{{n}}" data-k="{{k}}" data-r="{{r}}"><details><summary><b class="d {{d}}">{{d}}</b> <span class="sev">{{s}}</span> <span class="h">{{h}}</span> <bdi class="p">{{p}}</bdi></summary>
        <div class="in">{{#lines}}<p>{{.}}</p>
        {{/lines}}<p class="note">{{f}}</p>
        {{#strips}}<figure><svg class="fs" viewBox="{{box}}" height="{{px}}" aria-hidden="true"><path class="k" d="{{k}}"/><path class="sx" d="{{x}}"/><path class="s1" d="{{1}}"/><path class="s2" d="{{2}}"/><path class="s3" d="{{3}}"/><path class="s4" d="{{4}}"/><path class="s5" d="{{5}}"/><path class="sv" d="{{v}}"/></svg><figcaption>{{t}}</figcaption></figure>{{/strips}}</div></details></li>

        """#)
}
