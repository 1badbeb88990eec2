using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Update;

namespace SupportDesk.Data;

/// <summary>Two rows that one statement can save: the same table, verb and columns.</summary>
internal sealed class SameShape : IEqualityComparer<IReadOnlyModificationCommand>
{
    public static readonly SameShape Instance = new();

    public int GetHashCode([DisallowNull] IReadOnlyModificationCommand row) => HashCode.Combine(row.TableName, row.EntityState, row.ColumnModifications.Count);

    public bool Equals(IReadOnlyModificationCommand? one, IReadOnlyModificationCommand? other)
    {
        if (one is null || other is null || one.EntityState != other.EntityState || one.TableName != other.TableName || one.ColumnModifications.Count != other.ColumnModifications.Count)
            return false;

        for (var i = 0; i < one.ColumnModifications.Count; i++)
        {
            var (a, b) = (one.ColumnModifications[i], other.ColumnModifications[i]);
            // A condition on nothing is written IS NULL, without a parameter.
            if (a.ColumnName != b.ColumnName || a.IsWrite != b.IsWrite || a.IsRead != b.IsRead || a.IsCondition != b.IsCondition
                || (a.IsCondition && a.OriginalValue is null != b.OriginalValue is null))
            {
                return false;
            }
        }

        return true;
    }
}
