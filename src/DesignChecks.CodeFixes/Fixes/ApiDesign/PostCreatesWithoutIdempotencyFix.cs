using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DesignChecks.CodeFixes.Fixes.ApiDesign;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PostCreatesWithoutIdempotencyFix))]
public sealed class PostCreatesWithoutIdempotencyFix() : IdempotencyHeaderFix("DCK0511");
