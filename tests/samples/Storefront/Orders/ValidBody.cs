using System.ComponentModel.DataAnnotations;

namespace Storefront.Orders;

/// <summary>Answers 400 to a body that its attributes call invalid.</summary>
public class ValidBody<T> : IEndpointFilter where T : class
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var body = context.Arguments.OfType<T>().Single();
        var errors = new List<ValidationResult>();
        if (!Validator.TryValidateObject(body, new ValidationContext(body), errors, validateAllProperties: true))
            return Results.BadRequest(errors.Select(error => error.ErrorMessage));
        return await next(context);
    }
}
