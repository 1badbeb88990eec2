using Fluid.Ast;

namespace SupportDesk.Notifications.Rendering;

/// <summary>Finds in a parsed template every name that its model does not have.</summary>
internal sealed class TemplateCheck(Type model, IReadOnlyCollection<string> filters) : AstVisitor
{
    private Dictionary<string, Type?> loops = [];

    /// <summary>Each unknown name as the template writes it, and what would be known.</summary>
    public List<(string Written, string Expected)> Problems { get; } = [];

    protected override Expression VisitMemberExpression(MemberExpression memberExpression)
    {
        Resolve(memberExpression);
        return base.VisitMemberExpression(memberExpression);
    }

    protected override Expression VisitFilterExpression(FilterExpression filterExpression)
    {
        if (!filters.Contains(filterExpression.Name))
            Problems.Add(($"| {filterExpression.Name}", filters.Count == 0 ? "no filter is known here" : $"known filters: {string.Join(", ", filters)}"));
        return base.VisitFilterExpression(filterExpression);
    }

    protected override Statement VisitForStatement(ForStatement forStatement)
    {
        if (forStatement.Source is RangeExpression || forStatement.Range is not null)
            Problems.Add(("..", "a loop runs over a list, never over numbers, which are built in memory first"));
        var list = forStatement.Source is MemberExpression source ? Resolve(source, report: false) : null;
        var outer = loops;
        loops = new(loops) { [forStatement.Identifier] = list is null ? null : TemplateNames.ElementOf(list), ["forloop"] = null };
        var result = base.VisitForStatement(forStatement);
        loops = outer;
        return result;
    }

    private Type? Resolve(MemberExpression expression, bool report = true)
    {
        Type? type = model;
        var written = "";
        foreach (var (no, segment) in expression.Segments.Index())
        {
            if (segment is not IdentifierSegment { Identifier: var name })
                return null;

            written = no == 0 ? name : $"{written}.{name}";
            if (no == 0 && loops.TryGetValue(name, out var local))
            {
                type = local;
                if (type is null)
                    return null;
                continue;
            }

            var owner = type;
            type = TemplateNames.Of(owner, name);
            if (type is null)
            {
                if (report)
                    Problems.Add((written, $"known here: {string.Join(", ", TemplateNames.Members(owner).Select(m => m.Name).Concat(no == 0 ? loops.Keys : []))}"));
                return null;
            }
        }

        return type;
    }
}
